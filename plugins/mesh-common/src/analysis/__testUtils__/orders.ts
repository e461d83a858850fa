import { KubernetesObject, PodSpec } from '../../kubernetes/KubernetesObject';
import { evaluateTarget } from '../../status/evaluateTarget';
import { Finding } from '../../status/Finding';
import { ObservedTraffic } from '../../status/ObservedTraffic';
import { Caller } from '../../status/TargetStatus';
import { ClusterView, MeshSettings } from '../../view/ClusterView';

/** An object of the namespace shop, unless it says otherwise. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
): KubernetesObject {
  const { metadata, ...others } = rest as { metadata?: object };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', ...metadata },
    ...others,
  } as KubernetesObject;
}

/** What differs from a Deployment with one running pod and a Service on port 80 that leads to 8080. */
export interface Orders {
  /** Of the running pods; `sidecar` unless it says otherwise. */
  pods?: 'sidecar' | 'ambient' | 'none';
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec?: PodSpec;
  service?: object;
  namespaceLabels?: Record<string, string>;
  mesh?: Partial<MeshSettings>;
  others?: KubernetesObject[];
  observed?: ObservedTraffic;
  callers?: Caller[];
}

const asking = {
  sidecar: { 'sidecar.istio.io/inject': 'true' },
  ambient: { 'istio.io/dataplane-mode': 'ambient' },
  none: {},
};

/** A pod with what makes it one of a mesh. */
export function pod(
  name: string,
  as: NonNullable<Orders['pods']>,
  rest: { metadata?: object; spec?: PodSpec; status?: object } = {},
): KubernetesObject {
  const { annotations, ...metadata } = (rest.metadata ?? {}) as {
    annotations?: object;
  };
  return object('v1', 'Pod', name, {
    metadata: {
      ...metadata,
      annotations: {
        ...annotations,
        ...(as === 'ambient' && {
          'ambient.istio.io/redirection': 'enabled',
        }),
      },
    },
    spec: {
      ...rest.spec,
      containers: [
        ...(rest.spec?.containers ?? [{ name: 'app' }]),
        ...(as === 'sidecar' ? [{ name: 'istio-proxy' }] : []),
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      ...rest.status,
    },
  });
}

/** The cluster of {@link Orders}. */
export function viewOf(orders: Orders): ClusterView {
  const { pods = 'sidecar', annotations, others = [] } = orders;
  const labels = { app: 'orders', ...asking[pods], ...orders.labels };
  const spec = {
    containers: [{ name: 'app', ports: [{ containerPort: 8080 }] }],
    ...orders.spec,
  };
  return new ClusterView({
    cluster: 'east',
    mesh: orders.mesh,
    objects: [
      object('v1', 'Namespace', 'shop', {
        metadata: { namespace: undefined, labels: orders.namespaceLabels },
      }),
      object('apps/v1', 'Deployment', 'orders', {
        spec: {
          selector: { matchLabels: { app: 'orders' } },
          template: { metadata: { labels, annotations }, spec },
        },
      }),
      object('v1', 'Service', 'orders', {
        spec: {
          selector: { app: 'orders' },
          ports: [{ name: 'http', port: 80, targetPort: 8080 }],
          ...orders.service,
        },
      }),
      pod('orders-1', pods, {
        metadata: { labels, annotations },
        spec,
        status: { podIP: '10.0.0.7' },
      }),
      ...others,
    ],
  });
}

/** What is found about the orders with some code. */
export function found(code: string, orders: Orders): Finding[] {
  const { observed, callers = [] } = orders;
  return evaluateTarget({
    view: viewOf(orders),
    target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
    observed,
    catalogCallers: callers,
  }).findings.filter(finding => finding.code === code);
}

/** As `found`, the severities only. */
export function severities(code: string, orders: Orders): string[] {
  return found(code, orders).map(({ severity }) => severity);
}
