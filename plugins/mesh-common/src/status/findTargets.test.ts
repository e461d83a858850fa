import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { parseLabelSelector } from '../kubernetes/parseLabelSelector';
import { ClusterView } from '../view/ClusterView';
import { findTargets } from './findTargets';

const workload = (
  kind: string,
  namespace: string,
  name: string,
  rest: { labels?: Record<string, string>; spec?: object } = {},
): KubernetesObject =>
  ({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace, labels: rest.labels },
    spec: rest.spec,
  }) as KubernetesObject;

const view = new ClusterView({
  cluster: 'east',
  objects: [
    workload('Deployment', 'shop', 'orders', { labels: { app: 'orders' } }),
    workload('Deployment', 'test', 'orders', { labels: { app: 'orders' } }),
    workload('StatefulSet', 'shop', 'ledger', {
      spec: { template: { metadata: { labels: { app: 'ledger' } } } },
    }),
    workload('Deployment', 'shop', 'payments', { labels: { app: 'payments' } }),
    workload('Rollout', 'shop', 'payments', {
      labels: { app: 'payments' },
      spec: { workloadRef: { kind: 'Deployment', name: 'payments' } },
    }),
  ],
});

describe('the targets of an entity', () => {
  const find = (selector: string, namespace?: string) =>
    findTargets(view, {
      namespace,
      selector: parseLabelSelector(selector),
    }).map(target => `${target.namespace}/${target.workload}`);

  it('are looked for in every namespace unless one is named', () => {
    expect(find('app=orders')).toEqual(['shop/orders', 'test/orders']);
    expect(find('app=orders', 'shop')).toEqual(['shop/orders']);
  });

  it('are found by the labels of their pods as well', () => {
    expect(find('app=ledger')).toEqual(['shop/ledger']);
  });

  it('count a Rollout and the Deployment that it refers to once', () => {
    expect(find('app=payments')).toEqual(['shop/payments']);
  });

  it('are none when nothing matches', () => {
    expect(find('app=nobody')).toEqual([]);
  });
});
