import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { findWorkload } from '../../status/Workload';
import { ClusterView } from '../../view/ClusterView';
import { namespaceFindings } from './namespaceFindings';

const object = (kind: string, name: string, rest: object = {}) =>
  ({
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    ...rest,
  }) as KubernetesObject;

const deployment = (name: string) =>
  object('Deployment', name, {
    spec: { template: { metadata: { labels: { app: name } } } },
  });
const service = (name: string, port: object = { name: 'http' }) =>
  object('Service', name, {
    spec: { selector: { app: name }, ports: [{ port: 80, ...port }] },
  });

function codes(...objects: KubernetesObject[]): string[] {
  const view = new ClusterView({
    cluster: 'test',
    objects: [
      object('Namespace', 'shop', { metadata: { name: 'shop' } }),
      deployment('cart'),
      deployment('web'),
      ...objects,
    ],
  });
  const workload = findWorkload(view, { namespace: 'shop', workload: 'cart' });
  return workload
    ? namespaceFindings(view, workload).map(
        ({ code, object: o }) => `${code} ${o?.kind} ${o?.name}`,
      )
    : ['no workload'];
}

describe('a workload is shown what is wrong with', () => {
  it('its own Services, and not those of others', () => {
    expect(codes(service('cart', {}), service('web', {}))).toEqual([
      'IST0118 Service cart',
    ]);
  });

  it('routes and rules for its hosts, in whatever spelling', () => {
    const rule = (name: string, host: string) =>
      object('DestinationRule', name, {
        spec: { host, trafficPolicy: { tls: { mode: 'SIMPLE' } } },
      });
    expect(
      codes(
        service('cart'),
        service('web'),
        rule('short', 'cart'),
        rule('full', 'cart.shop.svc.cluster.local'),
        rule('other', 'web'),
      ),
    ).toEqual([
      'IST0128 DestinationRule short',
      'IST0128 DestinationRule full',
      'ONM0611 DestinationRule short',
      'ONM0611 DestinationRule full',
    ]);
  });

  it('policies that are for it, by selector or for the whole namespace', () => {
    const sidecar = (name: string, labels?: object) =>
      object('Sidecar', name, {
        spec: labels ? { workloadSelector: { labels } } : {},
      });
    const pod = (name: string) =>
      object('Pod', `${name}-1`, {
        metadata: {
          name: `${name}-1`,
          namespace: 'shop',
          labels: { app: name },
        },
      });
    expect(
      codes(
        pod('cart'),
        pod('web'),
        sidecar('a', { app: 'cart' }),
        sidecar('b', { app: 'cart' }),
        sidecar('c', { app: 'web' }),
        sidecar('d', { app: 'web' }),
      ),
    ).toEqual(['IST0110 Sidecar a', 'IST0110 Sidecar b']);
    expect(codes(sidecar('a'), sidecar('b'))).toEqual([
      'IST0111 Sidecar a',
      'IST0111 Sidecar b',
    ]);
  });

  it('its annotations, and routes to it that nothing gets to', () => {
    const annotated = (name: string) => ({
      ...service(name),
      metadata: {
        name,
        namespace: 'shop',
        annotations: { 'istio.io/none': '' },
      },
    });
    const all = { route: [{ destination: { host: 'cart' } }] };
    expect(
      codes(
        annotated('web'),
        annotated('cart'),
        object('VirtualService', 'cart', {
          spec: { hosts: ['cart'], http: [all, all] },
        }),
      ),
    ).toEqual(['IST0108 Service cart', 'IST0130 VirtualService cart']);
  });

  it('nothing, where nothing is wrong', () => {
    expect(codes(service('cart'), service('web'))).toEqual([]);
  });
});

describe('subsets of a canary', () => {
  const rule = (labels: object) =>
    object('DestinationRule', 'cart', {
      spec: { host: 'cart', subsets: [{ name: 'canary', labels }] },
    });

  it('that Argo Rollouts writes itself are no fault, even of versions without pods', () => {
    expect(
      codes(
        service('cart'),
        rule({ app: 'cart', 'rollouts-pod-template-hash': '5f7c' }),
      ),
    ).toEqual([]);
  });

  it('are one when nothing will ever have their labels', () => {
    expect(codes(service('cart'), rule({ version: 'v9' }))).toEqual([
      'IST0173 DestinationRule cart',
    ]);
  });

  it('may choose by where pods run, which is not read', () => {
    expect(
      codes(
        service('cart'),
        rule({ 'topology.kubernetes.io/zone': 'eu-west-1a' }),
      ),
    ).toEqual([]);
  });
});
