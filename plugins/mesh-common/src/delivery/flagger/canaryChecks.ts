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
  /** Why nothing moves since the last look, when that is the newest that is known: a check, or pods that are not ready. */
  halted?: { at?: string; message: string };
}

/** What Flagger writes where a check fails; what it waits for at a gate is none of them. */
const FAILURES = [
  /^Halt (?!.*\bwaiting for\b)/,
  /^Rolling back\b/,
  /\bquery failed\b/,
  /^Metric template .* error\b/,
  /^Error (checking|fetching|building)\b/,
  /^Promotion of .* failed\b/,
  /^Post-rollout hook .* failed\b/,
];
const NOT_READY = /\bwaiting for rollout to finish\b|\bnot ready\b/;
/** The first of a delivery, also when another version takes the place of one that is analysed. */
const START = /^New revision detected\b/;

/**
 * Failed checks with their reasons, as far as Events still tell them.
 *
 * Source: flagger pkg/controller/{scheduler,scheduler_metrics,events}.go.
 */
export function canaryChecks(
  canary: Canary,
  events: readonly EventObject[],
): DeliveryChecks {
  const told = deliveryEvents(canary, events);
  const [newest] = told;
  const halts =
    newest !== undefined &&
    (isFailure(newest.message) || NOT_READY.test(newest.message));
  return {
    failed: canary.status?.failedChecks ?? 0,
    threshold: canary.spec?.analysis?.threshold,
    reasons: told
      .filter(({ message }) => isFailure(message))
      .map(({ at, message }) => ({ at, message: reasonIn(message) })),
    ...(halts && {
      halted: { at: newest.at, message: reasonIn(newest.message) },
    }),
  };
}

function isFailure(message: string): boolean {
  return FAILURES.some(pattern => pattern.test(message));
}

/** Without the Events of earlier deliveries, whose reasons are not those of this one. */
function deliveryEvents(
  canary: Canary,
  events: readonly EventObject[],
): { at?: string; message: string }[] {
  const all = canaryEvents(canary, events);
  const start = all.findIndex(({ message }) => START.test(message));
  return start === -1 ? all : all.slice(0, start + 1);
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
