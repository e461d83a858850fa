import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { namespaceFindings } from './namespaceFindings';
import { findWorkload } from '../../status/Workload';
import { statefulSetWithoutNames } from './statefulSetWithoutNames';

const object = (kind: string, name: string, spec: object) =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  }) as KubernetesObject;
const set = (serviceName?: string, kind = 'StatefulSet') =>
  object(kind, 'ledger', {
    serviceName,
    selector: { matchLabels: { app: 'ledger' } },
    template: { metadata: { labels: { app: 'ledger' } } },
  });
const service = (spec: object) => object('Service', 'peers', spec);
const headless = { clusterIP: 'None', selector: { app: 'ledger' } };
const view = (...objects: KubernetesObject[]) =>
  new ClusterView({ cluster: 'east', objects });

/** Source: the Kubernetes documentation of StatefulSets, "Stable Network ID". */
describe('the Service that a StatefulSet names (ONM0632)', () => {
  it.each<[string, KubernetesObject[], string[]]>([
    [
      'is headless and leads to its pods',
      [set('peers'), service(headless)],
      [],
    ],
    ['is not there', [set('peers')], ['There is no Service peers']],
    [
      'has an address',
      [set('peers'), service({ ...headless, clusterIP: '10.0.0.1' })],
      ['Service peers is not headless'],
    ],
    [
      'leads to other pods',
      [set('peers'), service({ ...headless, selector: { app: 'web' } })],
      ['The selector of Service peers does not fit the pods of ledger'],
    ],
    [
      'leads where somebody wrote',
      [set('peers'), service({ clusterIP: 'None' })],
      [],
    ],
    ['is none, which Kubernetes allows', [set()], []],
    ['is none, written as such', [set('')], []],
    [
      'stands in a Deployment, where it means nothing',
      [set('peers', 'Deployment')],
      [],
    ],
  ])('%s', (_, objects, expected) => {
    expect(
      statefulSetWithoutNames(view(...objects)).map(
        ({ message }) => message.split(', so ')[0],
      ),
    ).toEqual(expected);
  });

  it('is not missed where Services cannot be read', () => {
    const gap = { kind: 'Service', reason: 'forbidden', notInstalled: false };
    const blind = new ClusterView({
      cluster: 'east',
      objects: [set('peers')],
      gaps: [gap],
    });
    expect(statefulSetWithoutNames(blind)).toEqual([]);
    const workload = findWorkload(blind, {
      namespace: 'shop',
      workload: 'ledger',
    });
    expect(workload && namespaceFindings(blind, workload)).toEqual([]);
  });

  it('is told of with the field and what it says', () => {
    expect(statefulSetWithoutNames(view(set('peers')))).toEqual([
      {
        severity: 'warning',
        object: {
          kind: 'StatefulSet',
          namespace: 'shop',
          name: 'ledger',
          field: 'spec.serviceName',
          value: 'peers',
        },
        message:
          'There is no Service peers, so nobody finds a pod by a name such as ledger-0.peers.',
        action:
          'Create it with clusterIP: None and the labels of the pods as its selector, or name the one that there is.',
      },
    ]);
  });
});
