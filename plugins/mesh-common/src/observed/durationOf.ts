import { fromBestReporter } from './fromBestReporter';
import { Sample } from './Sample';

/** Milliseconds, of the samples of `p99`; undefined without traffic, where a quantile is not a number. */
export function durationOf(samples: readonly Sample[]): number | undefined {
  return fromBestReporter(samples)
    .map(({ value }) => value)
    .find(Number.isFinite);
}
