import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { trimObject } from './trimObject';

const secret = { env: [{ name: 'TOKEN', value: 'a-secret' }] };

const object = (kind: string, rest: object): KubernetesObject =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'orders', namespace: 'shop' },
    ...rest,
  }) as KubernetesObject;

describe('trimObject', () => {
  it('keeps why a container does not run, and nothing that its program wrote', () => {
    const text = JSON.stringify(
      trimObject(
        object('Pod', {
          status: {
            phase: 'Pending',
            containerStatuses: [
              {
                name: 'app',
                ready: false,
                restartCount: 3,
                state: {
                  waiting: { reason: 'CrashLoopBackOff', message: 'a-secret' },
                },
                lastState: { terminated: { message: 'a-secret' } },
              },
            ],
          },
        }),
      ),
    );
    expect(text).toContain('"restartCount":3');
    expect(text).toContain('CrashLoopBackOff');
    expect(text).not.toContain('a-secret');
  });

  it('keeps the images of an experiment and no environment', () => {
    const container = { name: 'app', image: 'orders:2', ...secret };
    const text = JSON.stringify(
      trimObject(
        object('Experiment', {
          spec: {
            templates: [
              {
                name: 'canary',
                template: { spec: { containers: [container] } },
              },
            ],
          },
        }),
      ),
    );
    expect(text).toContain('orders:2');
    expect(text).not.toContain('a-secret');
  });

  it('keeps how pods of a workload are probed and as whom they run, and no header or command', () => {
    const template = {
      spec: {
        securityContext: {
          seccompProfile: { type: 'RuntimeDefault' },
          sysctls: ['a-secret'],
        },
        containers: [
          {
            name: 'app',
            securityContext: { runAsUser: 1337, privileged: true },
            readinessProbe: {
              periodSeconds: 5,
              httpGet: {
                path: '/ready',
                port: 'http',
                httpHeaders: [{ name: 'Authorization', value: 'a-secret' }],
              },
            },
            livenessProbe: { exec: { command: ['check', 'a-secret'] } },
          },
        ],
      },
    };
    expect(trimObject(object('Deployment', { spec: { template } }))).toEqual(
      object('Deployment', {
        spec: {
          template: {
            spec: {
              securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
              containers: [
                {
                  name: 'app',
                  securityContext: { runAsUser: 1337 },
                  readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
                },
              ],
            },
          },
        },
      }),
    );
  });

  it('keeps of a node its version, and nothing that changes by itself', () => {
    const node = (resourceVersion: string, heartbeat: string) =>
      trimObject({
        apiVersion: 'v1',
        kind: 'Node',
        metadata: { name: 'a', resourceVersion, labels: { zone: 'b' } },
        status: {
          nodeInfo: { kubeletVersion: 'v1.33.1', machineID: 'a-secret' },
          conditions: [{ type: 'Ready', lastHeartbeatTime: heartbeat }],
          images: [{ names: ['large'] }],
        },
      } as KubernetesObject);
    expect(node('1', '10:00')).toEqual({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'a' },
      status: { nodeInfo: { kubeletVersion: 'v1.33.1' } },
    });
    expect(node('2', '10:05')).toEqual(node('1', '10:00'));
  });

  it('keeps of a Job what it runs, and of one that is finished only that it is', () => {
    const job = (conditions: object[]) =>
      trimObject(
        object('Job', {
          spec: {
            backoffLimit: 6,
            selector: { matchLabels: { uid: 'x' } },
            template: { spec: { containers: [{ name: 'app', ...secret }] } },
          },
          status: { active: 1, conditions },
        }),
      );
    expect(job([])).toEqual(
      object('Job', {
        spec: { template: { spec: { containers: [{ name: 'app' }] } } },
        status: { conditions: [] },
      }),
    );
    expect(job([{ type: 'Complete', status: 'True', reason: 'x' }])).toEqual(
      object('Job', {
        status: { conditions: [{ type: 'Complete', status: 'True' }] },
      }),
    );
  });

  it('keeps of a CronJob what its Jobs run', () => {
    const template = { spec: { containers: [{ name: 'app', ...secret }] } };
    expect(
      trimObject(
        object('CronJob', {
          spec: {
            schedule: '@daily',
            suspend: false,
            jobTemplate: { spec: { backoffLimit: 6, template } },
          },
          status: { lastScheduleTime: '2026-01-01T00:00:00Z' },
        }),
      ),
    ).toEqual(
      object('CronJob', {
        spec: {
          suspend: false,
          jobTemplate: {
            spec: { template: { spec: { containers: [{ name: 'app' }] } } },
          },
        },
      }),
    );
  });

  it.each([
    [
      'networking.istio.io/v1alpha3',
      'EnvoyFilter',
      { workloadSelector: { labels: { app: 'a' } }, configPatches: [{}] },
      { workloadSelector: { labels: { app: 'a' } } },
    ],
    [
      'extensions.istio.io/v1alpha1',
      'WasmPlugin',
      { selector: { matchLabels: {} }, pluginConfig: { key: 'secret' } },
      { selector: { matchLabels: {} } },
    ],
    [
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      {
        endpointSelector: {},
        ingress: [
          {
            fromCIDR: ['1.2.3.4/32', '1.2.3.5/32'],
            toPorts: [{ ports: [{ port: '80' }], rules: { http: [{}] } }],
          },
          {},
        ],
      },
      {
        endpointSelector: {},
        ingress: [
          { fromCIDR: [{}], toPorts: [{ ports: [{ port: '80' }] }] },
          {},
        ],
      },
    ],
    [
      'crd.projectcalico.org/v1',
      'NetworkPolicy',
      { selector: 'all()', types: ['Ingress'], ingress: [{ action: 'Allow' }] },
      { selector: 'all()', types: ['Ingress'], ingress: [{}] },
    ],
    [
      'policy.networking.k8s.io/v1alpha2',
      'ClusterNetworkPolicy',
      { subject: { namespaces: {} }, egress: [], tier: 'Admin' },
      { subject: { namespaces: {} }, egress: [] },
    ],
    [
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      {
        selector: {},
        endpoints: [
          {
            port: 'metrics',
            basicAuth: { password: { name: 'a', key: 'b' } },
            relabelings: [{ targetLabel: 'team', replacement: 'x' }],
          },
        ],
      },
      {
        selector: {},
        endpoints: [
          { port: 'metrics', relabelings: [{ targetLabel: 'team' }] },
        ],
      },
    ],
  ])(
    'keeps of %s %s whom it is about, or asks',
    (apiVersion, kind, spec, kept) => {
      const whole = { apiVersion, kind, metadata: { name: 'a' }, spec };
      expect(trimObject(whole)).toEqual({
        apiVersion,
        kind,
        metadata: { name: 'a' },
        spec: kept,
      });
    },
  );

  it('keeps a NetworkPolicy of Kubernetes as it is', () => {
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'a' },
      spec: { ingress: [{ ports: [{ port: 80 }] }] },
    };
    expect(trimObject(policy)).toEqual(policy);
  });

  it('keeps every part of a policy that has several', () => {
    expect(
      trimObject({
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: 'a' },
        specs: [{ endpointSelector: {}, egress: [{ toPorts: [] }] }],
      } as object as Parameters<typeof trimObject>[0]),
    ).toMatchObject({
      specs: [{ endpointSelector: {}, egress: [{ toPorts: [] }] }],
    });
  });

  it('keeps of a ConfigMap what it says of the mesh and of injection', () => {
    const data = {
      'root-cert.pem': 'a-secret',
      mesh: 'trustDomain: shop.example',
      config: 'templates: {}',
      values: JSON.stringify({
        global: { tag: '1.30.3', imagePullSecrets: ['a-secret'] },
      }),
    };
    expect(trimObject(object('ConfigMap', { data }))).toEqual(
      object('ConfigMap', {
        data: {
          mesh: 'trustDomain: shop.example',
          values: '{"global":{"tag":"1.30.3"}}',
        },
      }),
    );
  });
});
