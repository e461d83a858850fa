import {
  KubernetesObject,
  Namespace,
  Service,
} from '../../../kubernetes/KubernetesObject';

type Labels = Record<string, string>;
type Object = KubernetesObject & Record<string, unknown>;

/** A namespace, in ambient unless labels say otherwise. */
export const namespace = (
  name: string,
  labels: Labels = { 'istio.io/dataplane-mode': 'ambient' },
): Namespace => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

/** A waypoint that is ready, unless its status says otherwise. */
export const waypoint = (
  options: {
    name?: string;
    namespace?: string;
    labels?: Labels;
    annotations?: Labels;
    listeners?: object[];
    status?: object;
  } = {},
): Object => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: {
    name: options.name ?? 'wp',
    namespace: options.namespace ?? 'shop',
    labels: options.labels,
    annotations: options.annotations,
  },
  spec: {
    gatewayClassName: 'istio-waypoint',
    listeners: options.listeners ?? [{ port: 15008, protocol: 'HBONE' }],
  },
  ...('status' in options
    ? { status: options.status }
    : {
        status: { addresses: [{ type: 'Hostname', value: 'wp.shop.svc' }] },
      }),
});

/** A Service that leads from port 80 to 8080 of the pods of `orders`. */
export const service = (
  labels: Labels = {},
  spec: Service['spec'] = {},
): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'orders', namespace: 'shop', labels },
  spec: {
    clusterIP: '10.96.0.10',
    selector: { app: 'orders' },
    ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    ...spec,
  },
});

/** The workload `orders`. */
export const deployment = (labels: Labels = {}): Object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'orders' } },
    template: {
      metadata: { labels: { app: 'orders', ...labels } },
      spec: { serviceAccountName: 'orders' },
    },
  },
});

/** A running pod, captured by ambient unless it has something else. */
export function pod(
  name: string,
  options: {
    namespace?: string;
    labels?: Labels;
    serviceAccount?: string;
    proxy?: 'ambient' | 'sidecar' | 'gateway' | 'none';
    ready?: boolean;
  } = {},
): Object {
  const { proxy = 'ambient', ready = true } = options;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: options.namespace ?? 'shop',
      labels: { app: name, ...options.labels },
      annotations:
        proxy === 'ambient'
          ? { 'ambient.istio.io/redirection': 'enabled' }
          : {},
    },
    spec: {
      serviceAccountName: options.serviceAccount ?? name,
      containers: [
        ...(proxy === 'gateway' ? [] : [{ name: 'app' }]),
        ...(proxy === 'sidecar' || proxy === 'gateway'
          ? [{ name: 'istio-proxy' }]
          : []),
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

/** The pod that a waypoint runs as. */
export const waypointPod = (
  options: { serviceAccount?: string; ready?: boolean } = {},
): Object =>
  pod('wp-1', {
    labels: { 'gateway.networking.k8s.io/gateway-name': 'wp' },
    serviceAccount: options.serviceAccount ?? 'wp',
    proxy: 'gateway',
    ready: options.ready,
  });

/** A policy of the namespace `shop`. */
export const policy = (name: string, spec: object): Object => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

/** Attaches a policy to the Service. */
export const forService = {
  targetRefs: [{ group: '', kind: 'Service', name: 'orders' }],
};

/** Attaches a policy to the pods. */
export const forPods = { selector: { matchLabels: { app: 'orders' } } };

/** A rule about callers by their service accounts in `shop`. */
export const from = (...accounts: string[]) => ({
  from: [
    {
      source: {
        principals: accounts.map(name => `cluster.local/ns/shop/sa/${name}`),
      },
    },
  ],
});
