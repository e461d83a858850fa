import { Rollout, RolloutStatus } from './Rollout';
import { DeliveryPhase } from './rolloutPhase';
import { rolloutSince } from './rolloutSince';

const at = '2026-01-01T00:00:00Z';
const rollout = (status: RolloutStatus): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop' },
  status,
});
const turned = (type: string, status: string): RolloutStatus => ({
  conditions: [{ type, status, lastTransitionTime: at }],
});

describe('rolloutSince', () => {
  it.each<[DeliveryPhase, RolloutStatus]>([
    ['Paused', { pauseConditions: [{ startTime: at }] }],
    ['Degraded', { ...turned('Progressing', 'True'), abortedAt: at }],
    ['Degraded', turned('Progressing', 'False')],
    ['Progressing', turned('Completed', 'False')],
    ['Healthy', turned('Healthy', 'True')],
  ])('knows since when it is %s', (phase, status) => {
    expect(rolloutSince(rollout(status), phase)).toBe(at);
  });

  it.each<[DeliveryPhase, RolloutStatus]>([
    ['Paused', {}],
    ['Degraded', turned('Progressing', 'True')],
    ['Healthy', turned('Healthy', 'False')],
    ['Unknown', turned('Healthy', 'True')],
  ])('does not guess since when it is %s', (phase, status) => {
    expect(rolloutSince(rollout(status), phase)).toBeUndefined();
  });
});
