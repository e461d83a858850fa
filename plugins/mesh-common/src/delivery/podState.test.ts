import { Pod } from '../kubernetes/KubernetesObject';
import { deliveryStatus } from './deliveryStatus';
import { podState } from './podState';

type Status = NonNullable<Pod['status']>;

const pod = (status: Status, more: Partial<Pod['metadata']> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'orders-b-1', namespace: 'shop', ...more },
  spec: {
    containers: [
      { name: 'app', image: 'orders:2' },
      { name: 'istio-proxy', image: 'proxyv2' },
    ],
    initContainers: [
      { name: 'migrate' },
      { name: 'proxy', restartPolicy: 'Always' },
    ],
  },
  status,
});

const running = { name: 'app', ready: true, state: { running: {} } };
const migrated = {
  name: 'migrate',
  ready: true,
  state: { terminated: { exitCode: 0, reason: 'Completed' } },
};

describe('podState', () => {
  it.each<[string, Status, Partial<Pod['metadata']>]>([
    [
      'Running',
      { phase: 'Running', containerStatuses: [running, running] },
      {},
    ],
    ['Pending', { phase: 'Pending' }, {}],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }, {}],
    [
      'ImagePullBackOff',
      {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
          { ...running, name: 'istio-proxy' },
        ],
      },
      {},
    ],
    [
      'ExitCode:3',
      {
        phase: 'Running',
        containerStatuses: [
          { name: 'app', ready: false, state: { terminated: { exitCode: 3 } } },
        ],
      },
      {},
    ],
    [
      'Signal:9',
      {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            state: { terminated: { exitCode: 137, signal: 9 } },
          },
        ],
      },
      {},
    ],
    [
      'Init:0/2',
      {
        phase: 'Pending',
        initContainerStatuses: [{ name: 'migrate', state: { running: {} } }],
      },
      {},
    ],
    [
      'Init:Error',
      {
        phase: 'Pending',
        initContainerStatuses: [
          {
            name: 'migrate',
            state: { terminated: { exitCode: 1, reason: 'Error' } },
          },
        ],
      },
      {},
    ],
    [
      'Running',
      {
        phase: 'Running',
        initContainerStatuses: [
          migrated,
          { name: 'proxy', ready: true, started: true, state: { running: {} } },
        ],
        containerStatuses: [running],
      },
      {},
    ],
    [
      'Running',
      {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'job',
            ready: false,
            state: { terminated: { exitCode: 0, reason: 'Completed' } },
          },
          running,
        ],
      },
      {},
    ],
    [
      'Terminating',
      { phase: 'Running' },
      { deletionTimestamp: '2026-01-01T00:00:00Z' },
    ],
    [
      'Unknown',
      { phase: 'Running', reason: 'NodeLost' },
      { deletionTimestamp: '2026-01-01T00:00:00Z' },
    ],
  ])('is %s, as kubectl says', (word, status, more) => {
    expect(podState(pod(status, more)).status).toBe(word);
  });

  it('counts ready containers, and restarts', () => {
    expect(
      podState(
        pod({
          phase: 'Running',
          containerStatuses: [
            running,
            {
              name: 'istio-proxy',
              ready: false,
              restartCount: 4,
              state: { waiting: { reason: 'CrashLoopBackOff' } },
            },
          ],
        }),
      ),
    ).toEqual({
      name: 'orders-b-1',
      status: 'CrashLoopBackOff',
      ready: 1,
      containers: 2,
      restarts: 4,
    });
  });

  it('is told in the warnings of a delivery when waiting does not help', () => {
    const ofVersion = {
      labels: { 'rollouts-pod-template-hash': 'b' },
      ownerReferences: [{ kind: 'ReplicaSet', name: 'orders-b' }],
    };
    const waiting = (reason: string) =>
      pod(
        {
          phase: 'Pending',
          containerStatuses: [
            {
              name: 'app',
              ready: false,
              restartCount: 2,
              state: { waiting: { reason } },
            },
          ],
        },
        ofVersion,
      );
    const warnings = (reason: string) =>
      deliveryStatus({
        rollout: {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: { name: 'orders', namespace: 'shop' },
          spec: { strategy: { canary: {} } },
          status: { currentPodHash: 'b', stableRS: 'a' },
        },
        replicaSets: [],
        pods: [waiting(reason)],
        analysisRuns: [],
        virtualServices: [],
      }).warnings;
    expect(warnings('ContainerCreating')).toEqual([]);
    expect(warnings('CrashLoopBackOff')).toEqual([
      '1 pod of orders:2, proxyv2 fails: CrashLoopBackOff (orders-b-1, 2 restarts).',
    ]);
  });
});
