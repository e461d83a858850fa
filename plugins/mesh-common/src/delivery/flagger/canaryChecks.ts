import { EventObject } from '../EventObject';
import { listOf } from '../listOf';
import { Canary } from './Canary';

/** How many checks of the new version failed, and what is known about why. */
export interface DeliveryChecks {
  failed: number;
  /** Failures after which the new version is taken back. */
  threshold?: number;
  /** Newest first. Empty when no Event could be read: Flagger tells the reasons nowhere else, and Events expire. */
  reasons: { at?: string; message: string }[];
}

/**
 * Failed checks with their reasons, as far as Events still tell them.
 *
 * Source: flagger pkg/controller/{scheduler,scheduler_metrics,events}.go.
 */
export function canaryChecks(
  canary: Canary,
  events: readonly EventObject[],
): DeliveryChecks {
  return {
    failed: canary.status?.failedChecks ?? 0,
    threshold: canary.spec?.analysis?.threshold,
    reasons: canaryEvents(canary, events)
      .filter(({ message }) => /^(Halt|Rolling back)\b/.test(message))
      .filter(({ message }) => !isWaiting(message))
      .map(({ at, message }) => ({ at, message: reasonIn(message) })),
  };
}

/** Gates that wait write `Halt` as well, and those are no failures. */
function isWaiting(message: string): boolean {
  return /\bwaiting for\b/.test(message);
}

function reasonIn(message: string): string {
  return message
    .replace(/^Halt (?:\S+ )?advancement /, '')
    .replace(/^Rolling back \S+ /, '');
}

/** The Events of a canary, newest first. */
export function canaryEvents(
  { metadata }: Canary,
  events: readonly EventObject[],
): { at?: string; message: string }[] {
  return listOf(events)
    .filter(
      ({ involvedObject, message }) =>
        typeof message === 'string' &&
        involvedObject?.kind === 'Canary' &&
        involvedObject.name === metadata?.name &&
        (involvedObject?.namespace ?? metadata?.namespace) ===
          metadata?.namespace,
    )
    .map(event => ({
      at:
        event.lastTimestamp ??
        event.eventTime ??
        event.firstTimestamp ??
        undefined,
      message: event.message ?? '',
    }))
    .sort((a, b) => momentOf(b.at) - momentOf(a.at));
}

function momentOf(at: string | undefined): number {
  return Date.parse(at ?? '') || 0;
}
