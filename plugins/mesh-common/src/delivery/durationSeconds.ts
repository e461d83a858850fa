const SECONDS: ReadonlyMap<string, number> = new Map([
  ['ns', 1e-9],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['μs', 1e-6],
  ['ms', 1e-3],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
]);
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const WHOLE = /^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/**
 * Seconds of a pause: a number of seconds, as a number or as text, or a Go duration such as `1h30m`.
 * Undefined for anything else, also for a negative duration, which the controller refuses.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/types.go, `RolloutPause.DurationSeconds`; go time.ParseDuration.
 */
export function durationSeconds(
  duration: number | string | undefined,
): number | undefined {
  const text = String(duration ?? '');
  if (/^\+?\d+$/.test(text)) {
    return Number(text);
  }
  if (!WHOLE.test(text)) {
    return undefined;
  }
  return [...text.matchAll(PART)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (SECONDS.get(unit) ?? 0),
    0,
  );
}
