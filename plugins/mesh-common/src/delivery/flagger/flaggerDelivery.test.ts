import { Pod } from '../../kubernetes/KubernetesObject';
import { EventObject } from '../EventObject';
import { deliveryStatus, DeliveryInput } from '../deliveryStatus';
import { ReplicaSet } from '../ReplicaSet';
import { VirtualService } from '../VirtualService';
import { Canary } from './Canary';

const canary = (
  status: Canary['status'],
  analysis: NonNullable<Canary['spec']>['analysis'] = {},
): Canary => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    targetRef: { kind: 'Deployment', name: 'orders' },
    service: { port: 80 },
    analysis: { threshold: 5, stepWeight: 10, maxWeight: 30, ...analysis },
  },
  status,
});

const weights = (primary: number, fresh: number): VirtualService => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    hosts: ['orders'],
    http: [
      {
        route: [
          { destination: { host: 'orders-primary' }, weight: primary },
          { destination: { host: 'orders-canary' }, weight: fresh },
        ],
      },
    ],
  },
});

const replicaSet = (workload: string, ready: number): ReplicaSet => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `${workload}-x1`,
    namespace: 'shop',
    labels: { 'pod-template-hash': `${workload}-hash` },
    annotations: { 'deployment.kubernetes.io/revision': '3' },
    ownerReferences: [{ kind: 'Deployment', name: workload }],
  },
  spec: {
    replicas: ready,
    template: { spec: { containers: [{ name: 'c', image: workload }] } },
  },
  status: { replicas: ready, readyReplicas: ready },
});

const event = (message: string, at: string): EventObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: at, namespace: 'shop' },
  involvedObject: { kind: 'Canary', namespace: 'shop', name: 'orders' },
  message,
  lastTimestamp: at,
});

const statusOf = (one: Canary, more: Partial<DeliveryInput> = {}) =>
  deliveryStatus({
    replicaSets: [replicaSet('orders', 1), replicaSet('orders-primary', 2)],
    pods: [],
    analysisRuns: [],
    virtualServices: [],
    canaries: [one],
    workload: { kind: 'Deployment', namespace: 'shop', name: 'orders' },
    ...more,
  });

import { gateWebhook } from './gateWebhook';

describe('a delivery by Flagger', () => {
  it('says what each version gets by the routes, and not by the status', () => {
    const status = statusOf(
      canary({ phase: 'WaitingPromotion', canaryWeight: 0, iterations: -1 }),
      { virtualServices: [weights(70, 30)] },
    );
    expect(status.weight).toEqual({ reported: undefined, routed: 30 });
    expect(
      status.versions.map(({ role, share, images }) => [role, share, images]),
    ).toEqual([
      ['canary', 30, ['orders']],
      ['stable', 70, ['orders-primary']],
    ]);
    expect(status.phase).toBe('Paused');
    expect(status.pause?.reason).toBe('confirm-promotion');
  });

  it('shows the plan and how far it is', () => {
    const webhooks = [
      {
        name: 'gate',
        type: 'confirm-promotion',
        url: 'http://user:secret@gate.test:8080/gate/halt?key=secret',
      },
    ];
    const one = canary(
      { phase: 'Progressing', canaryWeight: 20 },
      { webhooks },
    );
    const { steps, step, gates } = statusOf(one, {
      virtualServices: [weights(80, 20)],
    });
    expect(steps.map(({ text, state }) => `${state}: ${text}`)).toEqual([
      'done: set weight 10 %',
      'current: set weight 20 %',
      'todo: set weight 30 %',
      'todo: wait until a person confirms the promotion',
      'todo: update the serving version and send all requests to it',
    ]);
    expect(step).toEqual({ index: 1, count: 5, text: 'set weight 20 %' });
    expect(gates).toEqual([
      {
        name: 'gate',
        type: 'confirm-promotion',
        state: 'idle',
        ours: false,
        host: 'gate.test:8080',
      },
    ]);
  });

  it('knows the gates that ask here, unless their URL is of another gate', () => {
    const webhook = {
      baseUrl: 'https://portal/api/mesh',
      token: 'x'.repeat(43),
    };
    const gate = gateWebhook({ ...webhook, gate: 'confirm-promotion' });
    const webhooks = [gate, { ...gate, type: 'rollback' }];
    const { gates } = statusOf(canary({ phase: 'Progressing' }, { webhooks }));
    expect(gates?.map(({ type, ours, host }) => [type, ours, host])).toEqual([
      ['confirm-promotion', true, 'portal'],
      ['rollback', false, 'portal'],
    ]);
  });

  it('tells why checks failed from Events, newest first, and calls a gate no failure', () => {
    const one = canary({ phase: 'Progressing', failedChecks: 2 });
    const { checks } = statusOf(one, {
      events: [
        event(
          'Halt orders.shop advancement success rate 98.00% < 99%',
          '2026-01-01T00:00:00Z',
        ),
        event(
          'Halt advancement no values found for metric request-duration',
          '2026-01-01T00:01:00Z',
        ),
        event(
          'Halt orders.shop advancement waiting for promotion approval gate',
          '2026-01-01T00:02:00Z',
        ),
        event('Advance orders.shop canary weight 10', '2026-01-01T00:03:00Z'),
      ],
    });
    expect(checks).toEqual({
      failed: 2,
      threshold: 5,
      reasons: [
        {
          at: '2026-01-01T00:01:00Z',
          message: 'no values found for metric request-duration',
        },
        { at: '2026-01-01T00:00:00Z', message: 'success rate 98.00% < 99%' },
      ],
    });
  });

  it('says that the reasons are unknown when no Event could be read', () => {
    const one = canary({ phase: 'Failed', failedChecks: 0, canaryWeight: 0 });
    expect(statusOf(one).aborted?.reason).toMatch(
      /^Flagger writes its reasons/,
    );
  });

  it.each([
    [
      'Halt orders.shop advancement success rate 69.17% < 99%',
      'success rate 69.17% < 99%',
    ],
    [
      'Halt orders.shop advancement external check load-test failed status 500',
      'external check load-test failed status 500',
    ],
    [
      'Prometheus query failed: connection refused',
      'Prometheus query failed: connection refused',
    ],
    [
      'canary deployment orders.shop not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available',
      'canary deployment orders.shop not ready: waiting for rollout to finish: 0 of 1 (readyThreshold 100%) updated replicas are available',
    ],
  ])('says why it is halted: %s', (message, expected) => {
    const one = canary({ phase: 'Progressing', canaryWeight: 10 });
    const halt = event(message, '2026-01-01T00:02:00Z');
    const before = event(
      'Advance orders.shop canary weight 10',
      '2026-01-01T00:01:00Z',
    );
    const after = event(
      'Advance orders.shop canary weight 20',
      '2026-01-01T00:03:00Z',
    );
    const halted = statusOf(one, { events: [before, halt] });
    expect(halted.checks?.halted?.message).toBe(expected);
    expect(halted.message).toBe(
      `The new version is analysed. Halted: ${expected}.`,
    );
    const moving = statusOf(one, { events: [before, halt, after] });
    expect(moving.checks?.halted).toBeUndefined();
    expect(moving.message).toBe('The new version is analysed.');
  });

  it('takes no reason from another canary, or from an earlier delivery of its own', () => {
    const one = canary({ phase: 'Progressing', failedChecks: 1 });
    const events = [
      event(
        'Halt orders.shop advancement success rate 1.00% < 99%',
        '2026-01-01T00:00:00Z',
      ),
      event(
        'Rolling back orders.shop failed checks threshold reached 5',
        '2026-01-01T00:01:00Z',
      ),
      event(
        'New revision detected! Scaling up orders.shop',
        '2026-01-01T00:10:00Z',
      ),
      event(
        'Halt orders.shop advancement success rate 98.00% < 99%',
        '2026-01-01T00:12:00Z',
      ),
      {
        ...event(
          'Halt payments.shop advancement success rate 2.00% < 99%',
          '2026-01-01T00:13:00Z',
        ),
        involvedObject: { kind: 'Canary', namespace: 'shop', name: 'payments' },
      },
      {
        ...event('Halt advancement of a pod', '2026-01-01T00:14:00Z'),
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'orders' },
      },
    ];
    expect(
      statusOf(one, { events }).checks?.reasons.map(({ message }) => message),
    ).toEqual(['success rate 98.00% < 99%']);
  });

  it('warns of pods of the new version that fail', () => {
    const failing: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: 'shop',
        name: 'orders-new-1',
        labels: { 'pod-template-hash': 'new' },
        ownerReferences: [{ kind: 'ReplicaSet', name: 'orders-new' }],
      },
      spec: { containers: [{ name: 'app', image: 'orders:2' }] },
      status: {
        containerStatuses: [
          {
            name: 'app',
            ready: false,
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      },
    };
    const { warnings } = statusOf(canary({ phase: 'Progressing' }), {
      replicaSets: [],
      pods: [failing],
      virtualServices: [weights(100, 0)],
    });
    expect(warnings).toContain(
      '1 pod of orders:2 fails: ImagePullBackOff (orders-new-1).',
    );
  });

  it('tells from the newest Event alone that an increase of traffic waits', () => {
    const webhooks = [{ name: 'more', type: 'confirm-traffic-increase' }];
    const one = canary(
      { phase: 'Progressing', canaryWeight: 10 },
      { webhooks },
    );
    const halt = event(
      'Halt orders.shop advancement waiting for traffic increase approval more',
      '2026-01-01T00:00:00Z',
    );
    const later = event(
      'Advance orders.shop canary weight 20',
      '2026-01-01T00:05:00Z',
    );
    expect(statusOf(one, { events: [halt] }).pause?.reason).toBe(
      'confirm-traffic-increase',
    );
    expect(statusOf(one, { events: [later, halt] }).pause).toBeUndefined();
  });

  it('gives no shares in an A/B test: they depend on the request', () => {
    const one = canary(
      { phase: 'Progressing', iterations: 2 },
      { iterations: 5, match: [{ headers: {} }] },
    );
    const status = statusOf(one, { virtualServices: [weights(0, 100)] });
    expect(status.strategy).toBe('ab-testing');
    expect(status.weight).toBeUndefined();
    expect(status.versions.map(({ share }) => share)).toEqual([
      undefined,
      undefined,
    ]);
    expect(status.message).toBe('The new version is analysed. Round 2 of 5.');
  });

  it('is found for the copy that serves as well, and warns when a Rollout claims the same workload', () => {
    const one = canary({ phase: 'Succeeded' });
    const workload = { kind: 'Deployment', namespace: 'shop' };
    const forName = (name: string, kind = 'Deployment') =>
      statusOf(one, { workload: { ...workload, kind, name } }).controller;
    expect(forName('orders')).toBe('flagger');
    expect(forName('orders-primary')).toBe('flagger');
    expect(forName('other')).toBe('none');
    expect(forName('orders', 'DaemonSet')).toBe('none');
    const rollout = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout' as const,
      metadata: { name: 'orders', namespace: 'shop' },
    };
    const both = statusOf(one, { rollout });
    expect(both.controller).toBe('argo-rollouts');
    expect(both.warnings.at(-1)).toMatch(/two controllers/);
  });
});
