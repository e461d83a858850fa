import { PolicyCount, PolicyCounts } from '../status/ObservedTraffic';
import { Sample } from './Sample';
import { sum } from './shareOf';

/**
 * What proxies counted of policies. What no series is about is absent: a proxy that does not report is not one that refused
 * nothing.
 *
 * @param envoy - samples of `envoyPolicyQuery`
 * @param ztunnel - samples of `ztunnelPolicyQuery`
 */
export function policyCounts(
  envoy: readonly Sample[],
  ztunnel: readonly Sample[],
): PolicyCounts {
  const dryRun = (action: string) =>
    countOf(
      envoy.filter(({ labels }) => labels.authz_dry_run_action === action),
      'authz_dry_run_result',
    );
  const enforced = envoy.filter(
    ({ labels }) => labels.authz_enforce_result !== undefined,
  );
  const allow = dryRun('allow');
  const deny = dryRun('deny');
  return {
    ...(allow && { dryRunAllow: allow }),
    ...(deny && { dryRunDeny: deny }),
    ...(enforced.length > 0 && {
      enforced: {
        denied: countWhere(enforced, 'authz_enforce_result', 'denied'),
      },
    }),
    ...(ztunnel.length > 0 && {
      enforced: {
        denied: countWhere(ztunnel, 'response_flags', 'DENY'),
        total: whole(sum(ztunnel)),
      },
    }),
  };
}

function countOf(
  samples: readonly Sample[],
  label: string,
): PolicyCount | undefined {
  return samples.length === 0
    ? undefined
    : {
        denied: countWhere(samples, label, 'denied'),
        allowed: countWhere(samples, label, 'allowed'),
      };
}

function countWhere(
  samples: readonly Sample[],
  label: string,
  value: string,
): number {
  return whole(sum(samples.filter(({ labels }) => labels[label] === value)));
}

/** Prometheus extrapolates to the ends of a window; what is more than nothing happened once at least. */
function whole(count: number): number {
  return count > 0 ? Math.max(1, Math.round(count)) : 0;
}
