import { durationSeconds } from '../../delivery/durationSeconds';
import { Check } from '../Problem';

/** Nanoseconds of a Go duration; undefined for what is none. */
export function nanoseconds(text: string): number | undefined {
  // A bare number is a duration to Argo Rollouts, and none to Istio.
  const seconds = /[a-z]$/.test(text) ? durationSeconds(text) : undefined;
  return seconds === undefined ? undefined : Math.round(seconds * 1e9);
}

/**
 * Durations are of whole milliseconds, one or more; absent ones pass.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateDuration`.
 */
export function durationCheck(text: string | undefined, path: string): Check {
  const given = text === undefined ? undefined : (nanoseconds(text) ?? 0);
  return [
    given !== undefined && (given < 1e6 || given % 1e6 !== 0),
    path,
    `"${text}" is no duration of whole milliseconds, one or more.`,
  ];
}
