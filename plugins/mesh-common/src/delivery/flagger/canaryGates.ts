import { EventObject } from '../EventObject';
import { listOf } from '../listOf';
import { Canary } from './Canary';
import { canaryEvents } from './canaryChecks';
import { GateType, isGateType } from './gateTypes';
import { readGateUrl } from './gateUrl';

/** A question that Flagger asks over and over, and that somebody outside answers. */
export interface DeliveryGate {
  name: string;
  type: GateType;
  /** `waiting` when the delivery stands still for its answer, as far as anything says so. */
  state: 'waiting' | 'idle';
  /** Whether we are asked. */
  ours: boolean;
  /** Who is asked; never the whole address, which may hold a secret. Undefined when it is no URL. */
  host?: string;
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
    ({ name = '', type, url }) =>
      isGateType(type)
        ? [
            {
              name,
              type,
              state: isWaiting(canary, type, newest) ? 'waiting' : 'idle',
              // A URL of another gate would take one answer for the other.
              ours: readGateUrl(url)?.gate === type,
              host: hostOf(url),
            } as const,
          ]
        : [],
  );
}

function hostOf(url: string | undefined): string | undefined {
  return /^https?:\/\/(?:[^/?#@]*@)?([^/?#@]+)/.exec(url ?? '')?.[1];
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
