import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { InjectorSettings } from '../../view/injectorSettings';
import { found, object, Orders, viewOf } from '../__testUtils__/orders';
import { jobDoesNotFinish } from './jobDoesNotFinish';

const node = (kubeletVersion: string) =>
  object('v1', 'Node', kubeletVersion, {
    metadata: { namespace: undefined },
    status: { nodeInfo: { kubeletVersion } },
  });
const template = (metadata: object = {}) => ({
  metadata,
  spec: { containers: [{ name: 'report' }] },
});
const job = (rest: object = {}, metadata: object = {}) =>
  object('batch/v1', 'Job', 'report', {
    metadata,
    spec: { template: template() },
    ...rest,
  });
const cronJob = (rest: object = {}) =>
  object('batch/v1', 'CronJob', 'nightly', {
    spec: { jobTemplate: { spec: { template: template() } }, ...rest },
  });
const injected = { namespaceLabels: { 'istio-injection': 'enabled' } };
const told = (settings: InjectorSettings) => ({
  mesh: { injectors: { default: settings } },
});

const names = (others: KubernetesObject[], more: Orders = {}) =>
  jobDoesNotFinish(
    viewOf({
      ...injected,
      ...told({ nativeSidecars: 'false' }),
      ...more,
      others,
    }),
  ).map(({ object: { kind, name } }) => `${kind} ${name}`);

describe('a Job in the mesh', () => {
  it('never finishes where its sidecar is one container among others', () => {
    expect(names([job(), cronJob()])).toEqual([
      'Job report',
      'CronJob nightly',
    ]);
  });

  it.each<[string, KubernetesObject[]]>([
    ['is suspended', [job({ spec: { suspend: true, template: template() } })]],
    ['is suspended for good', [cronJob({ suspend: true })]],
    [
      'is finished',
      [job({ status: { conditions: [{ type: 'Complete', status: 'True' }] } })],
    ],
    [
      'is left out',
      [
        job({
          spec: {
            template: template({
              labels: { 'sidecar.istio.io/inject': 'false' },
            }),
          },
        }),
      ],
    ],
    [
      'asks for a native sidecar',
      [
        job({
          spec: {
            template: template({
              annotations: { 'sidecar.istio.io/nativeSidecar': 'true' },
            }),
          },
        }),
      ],
    ],
    [
      'is one of a CronJob',
      [job({}, { ownerReferences: [{ kind: 'CronJob', name: 'nightly' }] })],
    ],
  ])('is not told of when it %s', (_, others) => {
    expect(names(others)).toEqual([]);
  });

  it.each<[string, Orders, KubernetesObject[], number]>([
    [
      'a node is too old',
      told({ tag: '1.30.3' }),
      [node('v1.33.0'), node('v1.31.0')],
      1,
    ],
    ['all nodes are new', told({ tag: '1.30.3' }), [node('v1.33.0')], 0],
    ['no node was read', told({ tag: '1.30.3' }), [], 0],
    ['the control plane was not read', { mesh: {} }, [node('v1.31.0')], 0],
    ['its namespace is not injected', { namespaceLabels: {} }, [], 0],
    [
      'its namespace is in ambient',
      { namespaceLabels: { 'istio.io/dataplane-mode': 'ambient' } },
      [],
      0,
    ],
  ])('depends on the cluster: %s', (_, more, nodes, count) => {
    expect(names([job(), ...nodes], more)).toHaveLength(count);
  });

  it('is told of at the workloads of a namespace that is injected as a whole', () => {
    const others = [job(), node('v1.31.0')];
    const mesh = told({ tag: '1.30.3' });
    expect(found('ONM0673', { ...injected, ...mesh, others })).toHaveLength(1);
    const own = job({
      spec: {
        template: template({ labels: { 'sidecar.istio.io/inject': 'true' } }),
      },
    });
    expect(
      found('ONM0673', { ...mesh, others: [own, node('v1.31.0')] }),
    ).toHaveLength(0);
  });
});
