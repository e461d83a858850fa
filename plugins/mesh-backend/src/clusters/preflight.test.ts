import { evaluateTarget, KubernetesObject } from '@onmesh/plugin-mesh-common';
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
});
