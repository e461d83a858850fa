import { ReactNode } from 'react';
import {
  AccessRule,
  ObservedTraffic,
  PolicyCount,
} from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { Subheading } from '../components/Subheading';
import { plural } from '../words/formatNumber';

/**
 * What proxies counted of the rules, beside what is worked out from them. Only rules of Istio are counted; what no proxy reports
 * is unknown, and why is said where it is known.
 */
export function PolicyCounts(props: {
  rules: readonly AccessRule[];
  traffic: ObservedTraffic | undefined;
}) {
  const { traffic } = props;
  const rules = props.rules.filter(({ enforcedBy }) => enforcedBy);
  const counts = traffic?.policies ?? {};
  const tried = rules.filter(({ dryRun }) => dryRun);
  const items: [string, ReactNode][] = [];
  const [allowing, denying] = [isOf('ALLOW'), isOf('DENY')].map(matches =>
    tried.filter(matches),
  );
  if (allowing.length > 0) {
    items.push(['Dry run', wouldDeny(counts.dryRunAllow, allowing)]);
  }
  if (denying.length > 0) {
    items.push(['Dry run of DENY', wouldDeny(counts.dryRunDeny, denying)]);
  }
  if (rules.length > tried.length || counts.enforced) {
    items.push(['Enforced', denied(counts.enforced)]);
  }
  return items.length === 0 ? null : (
    <>
      <Subheading>
        {traffic
          ? `Counted by the proxies in the last ${traffic.window}`
          : 'Counted by the proxies'}
      </Subheading>
      <Facts items={items} />
    </>
  );
}

function isOf(wanted: AccessRule['action']) {
  return ({ action }: AccessRule) => action === wanted;
}

function wouldDeny(
  count: PolicyCount | undefined,
  rules: readonly AccessRule[],
): string | undefined {
  if (!count) {
    return rules.every(({ enforcedBy }) => enforcedBy === 'ztunnel')
      ? 'Unknown: ztunnel has no dry run'
      : undefined;
  }
  const total = count.denied + count.allowed;
  return total === 0
    ? 'Tried on no request'
    : `Would have denied ${ofAll(count.denied, total)} requests`;
}

function denied(
  enforced: NonNullable<ObservedTraffic['policies']>['enforced'],
): string | undefined {
  if (!enforced) {
    return undefined;
  }
  return enforced.total === undefined
    ? `Denied ${enforced.denied === 0 ? 'no request' : plural(enforced.denied, 'request')}`
    : `ztunnel refused ${ofAll(enforced.denied, enforced.total)} connections`;
}

function ofAll(some: number, all: number): string {
  return `${some === 0 ? 'none' : some} of ${all}`;
}
