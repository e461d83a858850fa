import { durationOf } from './durationOf';
import { fromBestReporter } from './fromBestReporter';
import { groupBy } from '../groupBy';
import { known } from './known';
import { responseRates } from './responseRates';
import { Sample } from './Sample';
import { shareOf, sum } from './shareOf';

/** What one version of a target answered. */
export interface VersionTraffic {
  /** Label `version` of its pods; absent where the metrics do not say. */
  version?: string;
  requestsPerSecond: number;
  /** Of all requests to the target, 0 to 1. */
  share: number;
  /** Share of requests not answered with 5xx, 0 to 1. */
  successRate?: number;
  /** Milliseconds; absent where there is none. */
  p99Ms?: number;
}

/**
 * How requests are split between the versions of a target and how each fares, the busiest first. Empty when no request was
 * seen; a version without traffic is not in it.
 *
 * @param codes - samples of `versionCodes`
 * @param durations - samples of `versionP99`
 */
export function versionTraffic(
  codes: readonly Sample[],
  durations: readonly Sample[],
): VersionTraffic[] {
  const versionOf = ({ labels }: Sample) => known(labels.destination_version);
  const reported = fromBestReporter(codes).filter(({ value }) => value > 0);
  return [...groupBy(reported, versionOf)]
    .map(([version, samples]) => ({
      ...(version !== undefined && { version }),
      requestsPerSecond: sum(samples),
      share:
        shareOf(
          reported,
          labels => known(labels.destination_version) === version,
        ) ?? 0,
      successRate: responseRates(samples).successRate,
      p99Ms: durationOf(durations.filter(s => versionOf(s) === version)),
    }))
    .sort((a, b) => b.requestsPerSecond - a.requestsPerSecond);
}
