import { CallerVerdict, TargetStatus } from '../../status/TargetStatus';
import { isKnown, list } from './gateWords';

/** What proxies counted of a dry run, beside what was worked out. */
export interface MeasuredDryRun {
  /** In sentences. */
  said: string;
  /** They counted denials, and no enforced policy would let these in. */
  denials: boolean;
}

/**
 * What proxies counted of the policies in dry run that allow, which are what a plan writes; undefined where there are none.
 * Not measured is one answer, and none denied another.
 */
export function measuredDryRun({
  access,
  traffic,
  target,
}: TargetStatus): MeasuredDryRun | undefined {
  const allowing = access.rules.filter(
    ({ action, enforcedBy }) => action === 'ALLOW' && enforcedBy !== undefined,
  );
  const tried = allowing.filter(({ dryRun }) => dryRun);
  if (!traffic || tried.length === 0) {
    return undefined;
  }
  const counted = traffic.policies?.dryRunAllow;
  if (!counted) {
    return withoutDenials(
      tried.every(({ enforcedBy }) => enforcedBy === 'ztunnel')
        ? 'That is worked out and not measured, as ztunnel has no dry run.'
        : 'That is worked out and not measured: no proxy reports what the dry run would deny.',
    );
  }
  const { denied, allowed } = counted;
  const total = denied + allowed;
  if (total === 0) {
    return withoutDenials(
      'That is worked out: in the same time the proxies tried the dry run on no request.',
    );
  }
  if (denied === 0) {
    return withoutDenials(
      `The proxies counted the same: the dry run would have denied none of ${total} requests.`,
    );
  }
  const said = `The dry run would have denied ${denied} of ${total} requests to ${target.workload} in the last ${traffic.window}, as its proxies counted.`;
  const places = new Set(tried.map(({ enforcedBy }) => enforcedBy));
  const others = allowing.filter(
    ({ dryRun, enforcedBy }) => !dryRun && places.has(enforcedBy),
  );
  if (others.length > 0) {
    const names = others.map(
      ({ evidence }) => `${evidence.namespace}/${evidence.name}`,
    );
    return withoutDenials(
      `${said} These may be let in by AuthorizationPolicy ${[...new Set(names)].join(' and ')}, which is enforced and counts by itself.`,
    );
  }
  return { said, denials: true };
}

/** Who may be behind denials that no known caller explains, and how to find out. */
export function whoWasDenied({ access, traffic, target }: TargetStatus) {
  const partly = access.callers.filter(
    entry => isKnown(entry) && isPart(entry),
  );
  const who =
    partly.length > 0
      ? `It may be requests of ${list(partly.map(({ caller }) => caller))} that the rules leave out.`
      : 'So somebody calls who is not known, or in a way that is not.';
  return `${who} At the log level rbac:debug the proxies of ${target.workload} write "shadow denied" for each. Once it is mended, wait for ${traffic?.window} before you try again: until then older requests are counted.`;
}

function isPart({ verdict, ifEnforced }: CallerVerdict): boolean {
  return (ifEnforced?.verdict ?? verdict) === 'depends';
}

function withoutDenials(said: string): MeasuredDryRun {
  return { said, denials: false };
}
