import { evaluateTarget, KubernetesObject } from '@onmesh/plugin-mesh-common';
import { customResource } from '../__testUtils__/customResource';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { waitFor } from '../__testUtils__/waitFor';
import { KubernetesClusterReader } from './KubernetesClusterReader';

jest.setTimeout(90_000);

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
  namespace: string | undefined = 'shop',
) =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace },
    ...rest,
  }) as KubernetesObject;

const labels = { app: 'orders' };
const container = { name: 'app', image: 'orders:1' };
const cluster = [
  object('v1', 'Namespace', 'istio-system', {
    metadata: { name: 'istio-system' },
  }),
  object('v1', 'Namespace', 'shop', {
    metadata: {
      name: 'shop',
      labels: {
        'istio-injection': 'enabled',
        'pod-security.kubernetes.io/enforce': 'restricted',
      },
    },
  }),
  object(
    'v1',
    'ConfigMap',
    'istio-sidecar-injector',
    {
      data: {
        values: JSON.stringify({
          global: { tag: '1.30.3' },
          pilot: { cni: { enabled: false } },
          sidecarInjectorWebhook: { rewriteAppHTTPProbe: false },
        }),
      },
    },
    'istio-system',
  ),
  object('v1', 'Node', 'old', {
    metadata: { name: 'old' },
    status: { nodeInfo: { kubeletVersion: 'v1.31.0' } },
  }),
  object('apps/v1', 'Deployment', 'orders', {
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              ...container,
              readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
            },
          ],
        },
      },
    },
  }),
  object('batch/v1', 'CronJob', 'nightly', {
    spec: {
      schedule: '0 3 * * *',
      jobTemplate: {
        spec: {
          template: {
            spec: { restartPolicy: 'Never', containers: [container] },
          },
        },
      },
    },
  }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'orders', {
    spec: {
      podSelector: { matchLabels: labels },
      ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }],
    },
  }),
];

const quiet = (
  apiVersion: string,
  kind: string,
  name: string,
  spec?: object,
  metadata: object = {},
) =>
  object(apiVersion, kind, name, {
    metadata: { name, namespace: 'quiet', ...metadata },
    ...(spec && { spec }),
  });
const inAmbient = (app: string) => [
  quiet('apps/v1', 'Deployment', app, {
    selector: { matchLabels: { app } },
    template: {
      metadata: { labels: { app } },
      spec: { containers: [container] },
    },
  }),
  quiet(
    'v1',
    'Pod',
    app,
    { containers: [container] },
    {
      labels: { app },
      annotations: { 'ambient.istio.io/redirection': 'enabled' },
    },
  ),
  quiet('v1', 'Service', app, {
    selector: { app },
    ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
  }),
];
/** Of a namespace in ambient, what each rule is about that reads custom resources. */
const ambient = [
  object('v1', 'Namespace', 'quiet', {
    metadata: {
      name: 'quiet',
      labels: { 'istio.io/dataplane-mode': 'ambient' },
    },
  }),
  ...inAmbient('ledger'),
  ...inAmbient('guarded'),
  object('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy', 'guard', {
    metadata: { name: 'guard' },
    spec: {
      priority: 1,
      subject: { namespaces: {} },
      ingress: [
        {
          action: 'Allow',
          from: [{ namespaces: {} }],
          ports: [{ portNumber: { protocol: 'TCP', port: 8080 } }],
        },
        { action: 'Deny', from: [{ namespaces: {} }] },
      ],
    },
  }),
  quiet('cilium.io/v2', 'CiliumNetworkPolicy', 'guarded', {
    endpointSelector: { matchLabels: { app: 'guarded' } },
    ingress: [{ fromEndpoints: [{}] }, { fromCIDR: ['10.0.0.0/8'] }],
  }),
  quiet('networking.istio.io/v1alpha3', 'EnvoyFilter', 'lua', {
    workloadSelector: { labels: { app: 'ledger' } },
    configPatches: [{ applyTo: 'HTTP_FILTER' }],
  }),
  quiet('security.istio.io/v1', 'PeerAuthentication', 'default', {
    mtls: { mode: 'STRICT' },
  }),
  quiet('monitoring.coreos.com/v1', 'ServiceMonitor', 'ledger', {
    selector: {},
    endpoints: [{ port: 'http' }],
  }),
  object('v1', 'Namespace', 'monitoring', { metadata: { name: 'monitoring' } }),
  object(
    'v1',
    'Pod',
    'prometheus-0',
    {
      metadata: {
        name: 'prometheus-0',
        namespace: 'monitoring',
        labels: { app: 'prometheus' },
      },
      spec: { containers: [container] },
    },
    'monitoring',
  ),
];

const describeWithKubernetes = hasKubernetes() ? describe : describe.skip;

describeWithKubernetes('what would break before a workload joins', () => {
  let api: KubeApiServer;
  let reader: KubernetesClusterReader;

  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply(...cluster);
  });
  afterAll(async () => {
    await reader?.close();
    await api?.stop();
  });

  it('is told from what is kept of a watched cluster', async () => {
    reader = new KubernetesClusterReader({
      cluster: 'test',
      kubeconfig: await api.kubeconfig('admin'),
      context: 'test',
      coalesceMs: 20,
      mesh: { revisions: ['default'] },
    });
    const view = async () => (await reader.view('test')).view;
    await waitFor(async () =>
      expect((await view()).listAll('NetworkPolicy')).toHaveLength(1),
    );
    const { findings } = evaluateTarget({
      view: await view(),
      target: { cluster: 'test', namespace: 'shop', workload: 'orders' },
      catalogCallers: [],
    });
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['ONM0114', 'ONM0673']),
    );
    expect((await view()).mesh.injectors).toEqual({
      default: {
        rewritesProbes: false,
        usesCni: false,
        setsSeccompProfile: false,
        tag: '1.30.3',
      },
    });
    expect((await view()).get('Node', '', 'old')).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'old' },
      status: { nodeInfo: { kubeletVersion: 'v1.31.0' } },
    });
    expect((await view()).get('Deployment', 'shop', 'orders')).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { readinessProbe: { httpGet: { path: '/ready', port: 8080 } } },
            ],
          },
        },
      },
    });
  });

  it('and from custom resources, where the cluster has them', async () => {
    const kinds = [
      'AdminNetworkPolicy',
      'CiliumNetworkPolicy',
      'EnvoyFilter',
      'PeerAuthentication',
      'ServiceMonitor',
    ];
    await api.apply(...kinds.map(kind => customResource(kind)));
    await waitFor(() => api.apply(...ambient), 30_000);
    await reader?.close();
    reader = new KubernetesClusterReader({
      cluster: 'test',
      kubeconfig: await api.kubeconfig('admin'),
      context: 'test',
      coalesceMs: 20,
    });
    const { view, health } = await reader.view('test');
    expect(health.problems).toEqual([]);
    // Of Calico's there are none, which is no gap in the answer.
    expect(view.gaps.every(({ notInstalled }) => notInstalled)).toBe(true);
    const codes = (workload: string) =>
      evaluateTarget({
        view,
        target: { cluster: 'test', namespace: 'quiet', workload },
        catalogCallers: [],
      }).findings.map(({ code, object: of }) => [code, of?.kind]);
    expect(codes('ledger')).toEqual(
      expect.arrayContaining([
        ['ONM0116', 'AdminNetworkPolicy'],
        ['ONM0119', 'EnvoyFilter'],
        ['ONM0309', 'ServiceMonitor'],
      ]),
    );
    expect(codes('guarded')).toEqual(
      expect.arrayContaining([['ONM0118', 'CiliumNetworkPolicy']]),
    );
    expect(view.get('CiliumNetworkPolicy', 'quiet', 'guarded')).toMatchObject({
      spec: {
        endpointSelector: { matchLabels: { app: 'guarded' } },
        ingress: [{ fromEndpoints: [{}] }, { fromCIDR: [{}] }],
      },
    });
  });
});
