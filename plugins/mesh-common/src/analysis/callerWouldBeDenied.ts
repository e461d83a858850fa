import { Rule } from './Rule';

/** A caller that is allowed only because a policy is still in dry run. */
export const callerWouldBeDenied: Rule = ({ status }) =>
  status.access.callers
    .filter(
      ({ verdict, ifEnforced }) =>
        verdict !== 'denied' && ifEnforced?.verdict === 'denied',
    )
    .map(({ caller, ifEnforced, evidence }) => ({
      severity: 'warning',
      object: evidence,
      message:
        `${caller.label} would be denied once the dry-run policies are enforced. ${ifEnforced?.reason ?? ''}`.trim(),
      action: `Add ${caller.label} to the callers before enforcing.`,
    }));
