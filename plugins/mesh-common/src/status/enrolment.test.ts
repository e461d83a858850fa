import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { enrolment, meshOf } from './enrolment';
import { findWorkload } from './Workload';

const deployment = (
  labels: Record<string, string> = {},
): KubernetesObject & Record<string, unknown> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'orders' } },
    template: { metadata: { labels: { app: 'orders', ...labels } }, spec: {} },
  },
});

const namespace = (labels: Record<string, string> = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels },
});

function pod(
  name: string,
  proxy: 'none' | 'sidecar' | 'native sidecar' | 'not ready' | 'ambient',
): KubernetesObject & Record<string, unknown> {
  const containers = [{ name: 'app' }];
  const istio = { name: 'istio-proxy' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'orders' },
      annotations:
        proxy === 'ambient'
          ? { 'ambient.istio.io/redirection': 'enabled' }
          : {},
    },
    spec: {
      containers:
        proxy === 'sidecar' || proxy === 'not ready'
          ? [...containers, istio]
          : containers,
      initContainers:
        proxy === 'native sidecar'
          ? [{ ...istio, restartPolicy: 'Always' }]
          : [],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        { name: 'app', ready: true },
        ...(proxy === 'sidecar' || proxy === 'not ready'
          ? [{ name: 'istio-proxy', ready: proxy === 'sidecar' }]
          : []),
      ],
      initContainerStatuses:
        proxy === 'native sidecar'
          ? [{ name: 'istio-proxy', started: true }]
          : [],
    },
  };
}

function enrolmentOf(...objects: KubernetesObject[]) {
  const view = new ClusterView({ cluster: 'test', objects });
  const workload = findWorkload(view, {
    namespace: 'shop',
    workload: 'orders',
  });
  if (!workload) {
    throw new Error('the arrangement lacks the workload');
  }
  return { ...enrolment(workload, view.mesh), mesh: meshOf(workload) };
}

const asked = { 'sidecar.istio.io/inject': 'true' };

describe('the enrolment of a workload', () => {
  it.each([
    [
      'nobody asked and no pod has a proxy',
      {},
      ['none'],
      'not-enrolled',
      'none',
    ],
    [
      'a label asks and the pods are older',
      asked,
      ['none', 'none'],
      'pending-restart',
      'none',
    ],
    [
      'one of two pods is older than the label',
      asked,
      ['sidecar', 'none'],
      'partly',
      'istio-sidecar',
    ],
    [
      'every pod has a sidecar',
      asked,
      ['sidecar', 'sidecar'],
      'enrolled',
      'istio-sidecar',
    ],
    [
      'the sidecar is a native one',
      asked,
      ['native sidecar'],
      'enrolled',
      'istio-sidecar',
    ],
    ['ambient captured the pods', {}, ['ambient'], 'enrolled', 'istio-ambient'],
    ['nothing runs', asked, [], 'unknown', 'unknown'],
  ] as const)('when %s', (_, labels, proxies, state, mesh) => {
    expect(
      enrolmentOf(
        namespace(),
        deployment(labels),
        ...proxies.map((proxy, i) => pod(`orders-${i}`, proxy)),
      ),
    ).toMatchObject({ state, mesh });
  });

  it('counts a proxy that is not ready apart, and says that it is missing', () => {
    expect(
      enrolmentOf(namespace(), deployment(asked), pod('a', 'not ready')),
    ).toMatchObject({
      state: 'enrolled',
      pods: { total: 1, withProxy: 1, withReadyProxy: 0 },
      missing: ['The proxy of 1 pod is not ready.'],
    });
  });

  it('warns when pods have a proxy that their successors would lack', () => {
    expect(
      enrolmentOf(namespace(), deployment(), pod('a', 'sidecar')).missing,
    ).toEqual(['New pods would not get a proxy.']);
  });

  it('names the label of the namespace that decides', () => {
    const { reason, evidence } = enrolmentOf(
      namespace({ 'istio-injection': 'enabled' }),
      deployment(),
      pod('a', 'sidecar'),
    );
    expect(evidence).toEqual({
      kind: 'Namespace',
      name: 'shop',
      field: 'metadata.labels[istio-injection]',
      value: 'enabled',
    });
    expect(reason).toContain('sidecar of revision default');
  });

  it("names the pods' own refusal, which beats the namespace", () => {
    expect(
      enrolmentOf(
        namespace({ 'istio-injection': 'enabled' }),
        deployment({ 'sidecar.istio.io/inject': 'false' }),
        pod('a', 'none'),
      ),
    ).toMatchObject({
      state: 'not-enrolled',
      evidence: { kind: 'Deployment', value: 'false' },
    });
  });

  it('takes the template of the Deployment that a Rollout refers to', () => {
    expect(
      enrolmentOf(
        namespace(),
        deployment(asked),
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: { name: 'orders', namespace: 'shop' },
          spec: { workloadRef: { kind: 'Deployment', name: 'orders' } },
        } as KubernetesObject,
        pod('a', 'sidecar'),
      ),
    ).toMatchObject({ state: 'enrolled', missing: [] });
  });
});
