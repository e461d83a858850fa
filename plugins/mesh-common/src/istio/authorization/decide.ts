import { AuthorizationDecision, PolicyTrace } from './AuthorizationDecision';
import {
  AuthorizationAction,
  AuthorizationPolicy,
  actionOf,
} from './AuthorizationPolicy';
import {
  AuthorizationMesh,
  AuthorizationRequest,
  EnforcementPoint,
  RequestFact,
} from './AuthorizationRequest';
import { YES, anyOf, factsOf, itself, not } from './Outcome';
import { CompiledPolicy, compilePolicy } from './compilePolicy';
import {
  PolicyEvaluation,
  evaluatePolicy,
  explainEvaluation,
} from './evaluatePolicy';
import { allowedBy, deniedBy, deniedExternally } from './explainDecision';
import { externalDenial } from './externalDenial';
import { isDryRun } from './isDryRun';
import { matchContext } from './matchContext';
import { authorizationPoliciesFor } from './policiesFor';

/** Where requests arrive, and the policies they meet. */
export interface AuthorizationSetup {
  mesh: AuthorizationMesh;
  point: EnforcementPoint;
  /** Any policies; those that do not attach are passed over. */
  policies: readonly AuthorizationPolicy[];
  /** Treats policies in dry run as if they were enforced: "what would happen if". */
  assumeEnforced?: boolean;
}

/**
 * Decides on a request as the proxy does: an external authorizer or a DENY rule denies; without an ALLOW policy all else
 * is allowed; with one, only what an ALLOW rule matches. A fact that the request leaves out stands for any value: the
 * verdict is unknown when it can go either way.
 *
 * Source: istio pilot/pkg/security/authz/builder/builder.go (order of the filters), and ztunnel src/state.rs.
 */
export function decide(
  question: AuthorizationSetup & { request: AuthorizationRequest },
): AuthorizationDecision {
  return authorizer(question)(question.request);
}

/** As `decide`, for many requests that meet the same policies: those are translated once. */
export function authorizer(
  setup: AuthorizationSetup,
): (request: AuthorizationRequest) => AuthorizationDecision {
  const attached = authorizationPoliciesFor(setup);
  const compile = (protocol: Protocol) =>
    attached.map(policy =>
      compilePolicy(policy, { ...setup, point: setup.point.kind, protocol }),
    );
  const compiled: Partial<Record<Protocol, CompiledPolicy[]>> = {};
  const decideAs = (protocol: Protocol, request: AuthorizationRequest) => {
    compiled[protocol] ??= compile(protocol);
    return decideOn(compiled[protocol], { protocol, request, setup });
  };

  return request => {
    // ztunnel does not parse HTTP: to it every request is a connection.
    const protocol = setup.point.kind === 'ztunnel' ? 'tcp' : request.protocol;
    return protocol === undefined
      ? inCommon(decideAs('http', request), decideAs('tcp', request))
      : decideAs(protocol, request);
  };
}

type Protocol = 'http' | 'tcp';

// Without a protocol the proxy guesses it from the bytes that arrive, and policies mean different things for each.
function inCommon(
  asHttp: AuthorizationDecision,
  asTcp: AuthorizationDecision,
): AuthorizationDecision {
  const { verdict, trace } = asHttp;
  if (verdict !== asTcp.verdict || verdict === 'unknown') {
    const facts: RequestFact[] = [...asHttp.dependsOn, ...asTcp.dependsOn];
    const protocol = verdict === asTcp.verdict ? [] : ['protocol' as const];
    return undecided([...new Set([...protocol, ...facts])], trace);
  }
  if (asHttp.reason === asTcp.reason) {
    return asHttp;
  }
  const reason = `As HTTP: ${asHttp.reason} As TCP: ${asTcp.reason}`;
  return { verdict, reason, dependsOn: [], trace };
}

function decideOn(
  policies: readonly CompiledPolicy[],
  options: {
    protocol: Protocol;
    request: AuthorizationRequest;
    setup: AuthorizationSetup;
  },
): AuthorizationDecision {
  const { protocol, request, setup } = options;
  const { mesh } = setup;
  const context = matchContext(request, setup);
  const evaluations = policies.map(policy => evaluatePolicy(policy, context));
  const trace = evaluations.map(traceOf);
  if (
    protocol === 'http' &&
    request.path !== undefined &&
    context.path === undefined
  ) {
    const reason = 'The proxy answers 400, as the path cannot be normalized.';
    return { verdict: 'denied', reason, dependsOn: [], trace };
  }
  const enforced = (action: AuthorizationAction) =>
    evaluations.filter(e => e.enforced && actionOf(e.policy) === action);
  const allow = enforced('ALLOW');
  const deny = enforced('DENY');
  const custom = enforced('CUSTOM').map((evaluation, _index, all) =>
    externalDenial(evaluation, all, { request, protocol, mesh }),
  );
  const allowed =
    allow.length === 0 ? YES : anyOf(allow, ({ matched }) => matched);
  const denied = anyOf(
    [
      ...custom.map(({ denies }) => denies),
      ...deny.map(({ matched }) => matched),
      not(allowed),
    ],
    itself,
  );

  if (denied.value === 'unknown') {
    return undecided([...factsOf(denied)], trace);
  }
  if (denied.value === 'no') {
    const answer = allowedBy(allow, evaluations.length);
    return { verdict: 'allowed', ...answer, dependsOn: [], trace };
  }
  const external = custom.find(({ denies }) => denies.value === 'yes');
  if (external !== undefined) {
    const answer = deniedExternally(external);
    return { verdict: 'denied', ...answer, dependsOn: [], trace };
  }
  const answer = deniedBy(deny, allow);
  return { verdict: 'denied', ...answer, dependsOn: [], trace };
}

function undecided(
  dependsOn: RequestFact[],
  trace: PolicyTrace[],
): AuthorizationDecision {
  const reason = `It depends on ${dependsOn.join(', ')}.`;
  return { verdict: 'unknown', reason, dependsOn, trace };
}

function traceOf(evaluation: PolicyEvaluation): PolicyTrace {
  const { policy, enforced, matched } = evaluation;
  const { namespace = '', name } = policy.metadata;
  return {
    policy: { namespace, name },
    action: actionOf(policy),
    dryRun: isDryRun(policy),
    enforced,
    matched: matched.value,
    why: explainEvaluation(evaluation),
  };
}
