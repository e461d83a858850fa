import { MatchContext } from './Attribute';
import { AuthorizationDecision, decidingPolicy } from './AuthorizationDecision';
import { AuthorizationAction, actionOf } from './AuthorizationPolicy';
import { AuthorizationRequest } from './AuthorizationRequest';
import { anyOf } from './Outcome';
import { RuleIndex } from './RuleIndex';
import { CompiledPolicy, compilePolicy } from './compilePolicy';
import { AuthorizationSetup } from './decide';
import { evaluatePolicy } from './evaluatePolicy';
import { deniedExternally } from './explainDecision';
import { externalDenial } from './externalDenial';
import { matchContext } from './matchContext';
import { authorizationPoliciesFor } from './policiesFor';

/** What `decide` says, without its words: ask that one why, and what an unknown verdict depends on. */
export type IndexedDecision = Pick<AuthorizationDecision, 'verdict' | 'by'>;

/**
 * As `authorizer`, for more requests than anybody reads about, such as all the traffic of a month against a proposed
 * policy. Policies are translated once and rules are tried only on requests that they can match, so that the cost of a
 * decision hardly grows with the number of policies. `decide` is the specification; tests hold both equal.
 */
export function indexedAuthorizer(
  setup: AuthorizationSetup,
): (request: AuthorizationRequest) => IndexedDecision {
  const asTcp = lazily(() => decider(setup, 'tcp'));
  const asHttp =
    setup.point.kind === 'ztunnel'
      ? asTcp
      : lazily(() => decider(setup, 'http'));

  return request => {
    switch (setup.point.kind === 'ztunnel' ? 'tcp' : request.protocol) {
      case 'http':
        return asHttp()(request);
      case 'tcp':
        return asTcp()(request);
      default:
        return inCommon(asHttp()(request), asTcp()(request));
    }
  };
}

const UNKNOWN: IndexedDecision = { verdict: 'unknown' };
const ALLOWED: IndexedDecision = { verdict: 'allowed' };
const REFUSED: IndexedDecision = { verdict: 'denied' };

function decider(setup: AuthorizationSetup, protocol: 'http' | 'tcp') {
  const { mesh, point } = setup;
  const enforced = authorizationPoliciesFor(setup)
    .map(policy =>
      compilePolicy(policy, { ...setup, point: point.kind, protocol }),
    )
    .filter(policy => policy.enforced);
  const having = (action: AuthorizationAction) =>
    enforced.filter(({ policy }) => actionOf(policy) === action);
  const custom = having('CUSTOM');
  const askingCustom = policyIndex(custom);
  const denying = decisionIndex(having('DENY'), 'denied');
  const allow = having('ALLOW');
  const allowing = decisionIndex(allow, 'allowed');
  const unmatched: IndexedDecision =
    allow.length === 0
      ? ALLOWED
      : { verdict: 'denied', by: decidingPolicy(allow[0].policy) };

  const external = (request: AuthorizationRequest, context: MatchContext) => {
    const asking = askingCustom.candidates(context);
    const denials = custom
      .filter(policy => asking.has(policy))
      .map(policy =>
        externalDenial(evaluatePolicy(policy, context), custom, {
          request,
          protocol,
          mesh,
        }),
      );
    return {
      denial: denials.find(({ denies }) => denies.value === 'yes'),
      unknown: anyOf(denials, ({ denies }) => denies).value === 'unknown',
    };
  };

  return (request: AuthorizationRequest): IndexedDecision => {
    const context = matchContext(request, setup);
    if (
      protocol === 'http' &&
      request.path !== undefined &&
      context.path === undefined
    ) {
      return REFUSED;
    }
    const asked = custom.length === 0 ? undefined : external(request, context);
    if (asked?.denial !== undefined) {
      return { verdict: 'denied', by: deniedExternally(asked.denial).by };
    }
    const denied = denying.firstMatch(context);
    if (denied.item !== undefined) {
      return denied.item;
    }
    const allowed = allowing.firstMatch(context);
    if (allowed.item === undefined && !allowed.unknown && allow.length > 0) {
      return unmatched;
    }
    if (asked?.unknown || denied.unknown) {
      return UNKNOWN;
    }
    return allowed.item ?? (allowed.unknown ? UNKNOWN : unmatched);
  };
}

/** Of several rules that match, Envoy names the one whose id sorts first. */
function decisionIndex(
  policies: readonly CompiledPolicy[],
  verdict: 'allowed' | 'denied',
): RuleIndex<IndexedDecision> {
  const idOf = ({ by }: IndexedDecision) => by?.ruleId ?? '';
  const rules = policies.flatMap(({ policy, rules: compiled }) =>
    compiled.map((rule, index) => ({
      rule,
      policyNamespace: policy.metadata.namespace ?? '',
      item: { verdict, by: decidingPolicy(policy, index) },
    })),
  );
  return new RuleIndex(
    rules.sort((a, b) => (idOf(a.item) < idOf(b.item) ? -1 : 1)),
  );
}

function policyIndex(
  policies: readonly CompiledPolicy[],
): RuleIndex<CompiledPolicy> {
  return new RuleIndex(
    policies.flatMap(item =>
      item.rules.map(rule => ({
        rule,
        policyNamespace: item.policy.metadata.namespace ?? '',
        item,
      })),
    ),
  );
}

function inCommon(
  asHttp: IndexedDecision,
  asTcp: IndexedDecision,
): IndexedDecision {
  if (asHttp.verdict !== asTcp.verdict) {
    return UNKNOWN;
  }
  const same =
    asHttp.by?.namespace === asTcp.by?.namespace &&
    asHttp.by?.name === asTcp.by?.name &&
    asHttp.by?.rule === asTcp.by?.rule;
  return same ? asHttp : { verdict: asHttp.verdict };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
