import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ProfileInput, profileSchema } from '../../profile/Profile';
import { ObservedTraffic } from '../../status/ObservedTraffic';
import { ClusterView, MeshSettings } from '../../view/ClusterView';
import { Plan } from '../Plan';
import { Files, readObjects } from '../readFolder';
import { planStages } from '../planStages';

export const target = {
  cluster: 'east',
  namespace: 'shop',
  workload: 'payment',
};

export const folder = 'clusters/east/shop/payment';

export const deployment = `# The payments team owns this file.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: payment
spec:
  replicas: 2
  selector:
    matchLabels:
      app: payment
  template:
    metadata:
      labels:
        app: payment # the one that Services select by
        version: v1
    spec:
      serviceAccountName: payment
      containers:
        - name: app
          image: registry.example/payment:1.0
          ports:
            - containerPort: 8080
`;

export const service = `apiVersion: v1
kind: Service
metadata:
  name: payment
spec:
  selector:
    app: payment
  ports:
    - name: http
      port: 80
      targetPort: 8080
`;

/** The folder before anything was planned. */
export const files: Files = new Map([
  [`${folder}/deployment.yaml`, deployment],
  [`${folder}/service.yaml`, service],
]);

/** A folder that describes its namespace too. */
export const filesWithNamespace: Files = new Map([
  ...files,
  [
    `${folder}/namespace.yaml`,
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n',
  ],
]);

/** The usual ingress gateway of Istio. */
export const gatewayPod: KubernetesObject & { spec: object } = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'istio-ingressgateway-1',
    namespace: 'istio-system',
    labels: { istio: 'ingressgateway' },
  },
  spec: { serviceAccountName: 'istio-ingressgateway' },
};

/** A cluster to which the folder was applied, with two running pods. */
export function arrangeView(
  options: {
    mesh?: Partial<MeshSettings>;
    namespaceLabels?: Record<string, string>;
    /** Besides those that the pods have anyway. */
    podLabels?: Record<string, string>;
    others?: KubernetesObject[];
    proxied?: boolean;
    manifests?: string[];
  } = {},
): ClusterView {
  const { manifests = [deployment, service], others = [] } = options;
  const applied = manifests
    .flatMap(text => readObjects(text) ?? [])
    .map(({ object }) => ({
      ...object,
      metadata: { ...object.metadata, namespace: target.namespace },
    }));
  const pods = ['payment-1', 'payment-2'].map(name => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: target.namespace,
      labels: {
        app: 'payment',
        version: 'v1',
        'pod-template-hash': 'abc',
        ...options.podLabels,
      },
    },
    spec: {
      containers: [
        { name: 'app' },
        ...(options.proxied ? [{ name: 'istio-proxy' }] : []),
      ],
    },
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'app', ready: true },
        ...(options.proxied ? [{ name: 'istio-proxy', ready: true }] : []),
      ],
    },
  }));
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: target.namespace, labels: options.namespaceLabels },
  };
  return new ClusterView({
    cluster: target.cluster,
    mesh: options.mesh,
    objects: [namespace, ...applied, ...pods, ...others],
  });
}

/** Two callers on the mesh. */
export const observed: ObservedTraffic = {
  window: '24h',
  callers: [
    {
      workload: 'checkout',
      namespace: 'shop',
      serviceAccount: 'checkout',
      mtls: true,
      requestsPerSecond: 5,
    },
    {
      workload: 'orders',
      namespace: 'shop',
      serviceAccount: 'orders',
      mtls: true,
      requestsPerSecond: 1,
    },
  ],
  successRate: 1,
  forbiddenRate: 0,
};

export const callers = ['checkout', 'orders'].map(serviceAccount => ({
  namespace: 'shop',
  serviceAccount,
}));

export function profile(input: Partial<ProfileInput> = {}) {
  return profileSchema.parse({
    apiVersion: 'onmesh.io/v1',
    mesh: 'istio-sidecar',
    callers,
    ...input,
  });
}

/** A plan for the shop's payment service. */
export function plan(
  input: Partial<ProfileInput> = {},
  options: Partial<Parameters<typeof planStages>[0]> = {},
): Plan {
  return planStages({
    profile: profile(input),
    view: arrangeView(),
    target,
    observed,
    catalogCallers: [],
    folder,
    files,
    ...options,
  });
}

/** The folder after the first stages of a plan, all of them unless told how many. */
export function filesAfter(
  { stages }: Plan,
  before: Files = files,
  count = stages.length,
): Files {
  const result = new Map(before);
  for (const { path, after } of stages.slice(0, count).flatMap(s => s.files)) {
    if (after === null) {
      result.delete(path);
    } else {
      result.set(path, after);
    }
  }
  return result;
}

/** The files but for what they say that ports speak, which stays true whoever comes or goes. */
export function withoutProtocols(of: Files): Files {
  return new Map(
    [...of].map(([path, text]) => [
      path,
      path.endsWith('/service.yaml')
        ? text.replace(/ {6}appProtocol: .*\n/, '')
        : text,
    ]),
  );
}
