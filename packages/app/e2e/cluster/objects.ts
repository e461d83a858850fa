const namespace = 'shop';
const labels = { app: 'orders' };

/** What an installation of Istio leaves in a cluster, as far as the portal reads it. */
export const istio = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: 'istio-sidecar-injector',
      labels: { app: 'sidecar-injector', 'istio.io/rev': 'default' },
    },
  },
];

/** The namespace, the identities in it, and the service's address. */
export const surroundings = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  serviceAccount('orders'),
  serviceAccount('frontend'),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'orders', namespace },
    spec: {
      selector: labels,
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    },
  },
];

function serviceAccount(name: string) {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace },
  };
}

const app = {
  name: 'app',
  image: 'registry.example/orders:1',
  ports: [{ containerPort: 8080 }],
};
const proxy = { name: 'istio-proxy', image: 'registry.example/proxyv2:1.30' };

export function deployment(options: { injected: boolean }) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'orders', namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: {
          labels: {
            ...labels,
            ...(options.injected ? { 'sidecar.istio.io/inject': 'true' } : {}),
          },
        },
        spec: { serviceAccountName: 'orders', containers: [app] },
      },
    },
  };
}

/** A pod as Istio's webhook leaves it, or as one from before; here nobody makes pods of Deployments. */
export function pod(name: string, options: { injected: boolean }) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      labels,
      annotations: options.injected
        ? {
            'sidecar.istio.io/status':
              '{"containers":["istio-proxy"],"revision":"default"}',
          }
        : {},
    },
    spec: {
      serviceAccountName: 'orders',
      containers: options.injected ? [app, proxy] : [app],
    },
  };
}

/** The same pod as its kubelet reports it once everything in it is ready. */
export function ready({
  apiVersion,
  kind,
  metadata,
  spec,
}: ReturnType<typeof pod>) {
  return {
    apiVersion,
    kind,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: spec.containers.map(({ name, image }) => ({
        name,
        image,
        imageID: image,
        ready: true,
        restartCount: 0,
        state: { running: {} },
      })),
    },
  };
}

export function peerAuthentication(mode: 'PERMISSIVE' | 'STRICT') {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'orders', namespace },
    spec: { selector: { matchLabels: labels }, mtls: { mode } },
  };
}

/** Only the frontend may call, and only to read. */
export const policy = {
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name: 'orders-callers', namespace },
  spec: {
    selector: { matchLabels: labels },
    rules: [
      {
        from: [
          {
            source: {
              principals: [`cluster.local/ns/${namespace}/sa/frontend`],
            },
          },
        ],
        to: [{ operation: { methods: ['GET'] } }],
      },
    ],
  },
};
