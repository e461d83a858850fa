import {
  AuthorizationDecision,
  DecidingPolicy,
  decidingPolicy,
  describeDecidingPolicy,
} from './AuthorizationDecision';
import { PolicyEvaluation } from './evaluatePolicy';
import { ExternalDenial } from './externalDenial';

/** What decided, and in plain words why. */
export type Answer = Pick<AuthorizationDecision, 'by' | 'reason'>;

/** Why a request is allowed. */
export function allowedBy(
  allow: readonly PolicyEvaluation[],
  attached: number,
): Answer {
  const by = firstMatch(allow);
  if (by !== undefined) {
    return { by, reason: `${describe(by)} allows it.` };
  }
  return attached === 0
    ? { reason: 'No AuthorizationPolicy applies, so every request is allowed.' }
    : {
        reason:
          'Nothing denies it, and no enforced ALLOW policy applies, so it is allowed.',
      };
}

/** Why a CUSTOM policy denies a request. */
export function deniedExternally(denial: ExternalDenial): Answer {
  const by = firstMatch([denial.evaluation]);
  return { by, reason: `${describe(by)} denies it: ${denial.because}.` };
}

/** Why a request is denied by the mesh itself: a DENY rule, or ALLOW policies of which no rule matches. */
export function deniedBy(
  deny: readonly PolicyEvaluation[],
  allow: readonly PolicyEvaluation[],
): Answer {
  const by = firstMatch(deny);
  if (by !== undefined) {
    return { by, reason: `${describe(by)} denies it.` };
  }
  const [first, ...others] = allow.map(({ policy }) => decidingPolicy(policy));
  if (others.length === 0 && allow[0].rules.length === 0) {
    const reason = `${describe(first)} has no rules, so it allows nothing.`;
    return { by: first, reason };
  }
  const names = [first, ...others].map(describe).join(', ');
  return { by: first, reason: `No rule of ${names} allows it.` };
}

/** Of several rules that match, Envoy names the one whose id sorts first. */
function firstMatch(
  evaluations: readonly PolicyEvaluation[],
): DecidingPolicy | undefined {
  const matching = evaluations.flatMap(({ policy, outcomes }) =>
    outcomes.flatMap(({ value }, index) =>
      value === 'yes' ? [decidingPolicy(policy, index)] : [],
    ),
  );
  return matching.sort((a, b) =>
    (a.ruleId ?? '') < (b.ruleId ?? '') ? -1 : 1,
  )[0];
}

function describe(by: DecidingPolicy | undefined): string {
  return by === undefined ? 'A policy' : describeDecidingPolicy(by);
}
