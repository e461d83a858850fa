import { EventObject } from '../EventObject';
import { listOf } from '../listOf';
import { Canary } from './Canary';
import { canaryEvents } from './canaryChecks';

const gateTypes = [
  'confirm-rollout',
  'confirm-traffic-increase',
  'confirm-promotion',
  'rollback',
] as const;

/** What a gate holds up: the start, each increase, the promotion. `rollback` is the other way round: a yes takes it back. */
export type GateType = (typeof gateTypes)[number];

/** A question that Flagger asks over and over, and that somebody outside answers. */
export interface DeliveryGate {
  name: string;
  type: GateType;
  /** `waiting` when the delivery stands still for its answer, as far as anything says so. */
  state: 'waiting' | 'idle';
}

/**
 * The gates of a canary, in the order in which they are declared. That an increase of traffic waits is told by no
 * status, only by the newest Event.
 *
 * Source: flagger pkg/controller/scheduler_hooks.go.
 */
export function canaryGates(
  canary: Canary,
  events: readonly EventObject[],
): DeliveryGate[] {
  const newest = canaryEvents(canary, events)[0]?.message ?? '';
  return listOf(canary.spec?.analysis?.webhooks).flatMap(
    ({ name = '', type }) =>
      isGate(type)
        ? [
            {
              name,
              type,
              state: isWaiting(canary, type, newest) ? 'waiting' : 'idle',
            } as const,
          ]
        : [],
  );
}

function isWaiting(canary: Canary, type: GateType, newest: string): boolean {
  switch (type) {
    case 'confirm-rollout':
      return canary.status?.phase === 'Waiting';
    case 'confirm-promotion':
      return canary.status?.phase === 'WaitingPromotion';
    case 'confirm-traffic-increase':
      return (
        canary.status?.phase === 'Progressing' &&
        newest.includes('waiting for traffic increase approval')
      );
    default:
      return false;
  }
}

function isGate(type: string | undefined): type is GateType {
  return gateTypes.some(one => one === type);
}
