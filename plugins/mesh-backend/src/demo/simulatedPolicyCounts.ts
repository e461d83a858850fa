import {
  Access,
  ObservedCaller,
  ObservedTraffic,
  PolicyCounts,
  windowSeconds,
} from '@onmesh/plugin-mesh-common';

/**
 * What sidecars would count of policies, were the callers real: each of their requests has the verdict on the caller, and where
 * that depends on the request they ask only what is allowed.
 */
export function simulatedPolicyCounts(
  { callers, window }: ObservedTraffic,
  access: Access,
): PolicyCounts {
  const requests = (of: readonly ObservedCaller[]) =>
    Math.round(rate(of) * windowSeconds(window));
  const verdictOn = ({ workload, namespace }: ObservedCaller) => {
    const known = access.callers.find(
      ({ caller }) =>
        caller.namespace === namespace && caller.label === workload,
    );
    return {
      now: known?.verdict,
      enforced: known?.ifEnforced?.verdict ?? known?.verdict,
    };
  };
  const denied = (when: 'now' | 'enforced') =>
    callers.filter(caller => verdictOn(caller)[when] === 'denied');
  const isTried = access.rules.some(
    ({ dryRun, action }) => dryRun && action === 'ALLOW',
  );
  const isChecked = access.rules.length > 0;
  return {
    ...(isTried && {
      dryRunAllow: {
        denied: requests(denied('enforced')),
        allowed: requests(callers) - requests(denied('enforced')),
      },
    }),
    ...(isChecked && { enforced: { denied: requests(denied('now')) } }),
  };
}

/** Requests per second of all of them. */
export function rate(callers: readonly ObservedCaller[]): number {
  return callers.reduce((sum, caller) => sum + caller.requestsPerSecond, 0);
}
