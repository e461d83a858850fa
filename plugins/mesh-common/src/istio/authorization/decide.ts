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
import { YES, anyOf, factsOf, not } from './Outcome';
import { PolicyEvaluation, evaluatePolicy } from './evaluatePolicy';
import { allowedBy, deniedBy, deniedExternally } from './explainDecision';
import { externalDenial } from './externalDenial';
import { isDryRun } from './isDryRun';
import { normalizePath } from './normalizePath';
import { authorizationPoliciesFor } from './policiesFor';
import { sourceIdentity } from './sourceIdentity';

/** What is asked. */
export interface AuthorizationQuestion {
  mesh: AuthorizationMesh;
  point: EnforcementPoint;
  /** Any policies; those that do not attach are passed over. */
  policies: readonly AuthorizationPolicy[];
  request: AuthorizationRequest;
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
export function decide(question: AuthorizationQuestion): AuthorizationDecision {
  const { point, request } = question;
  // ztunnel does not parse HTTP: to it every request is a connection.
  if (point.kind === 'ztunnel') {
    return decideAs('tcp', question);
  }
  if (request.protocol !== undefined) {
    return decideAs(request.protocol, question);
  }
  // The proxy guesses the protocol from the bytes that arrive, and reads policies differently for each.
  const asHttp = decideAs('http', question);
  const asTcp = decideAs('tcp', question);
  if (asHttp.verdict === asTcp.verdict && asHttp.verdict !== 'unknown') {
    return asHttp;
  }
  const facts: RequestFact[] = [...asHttp.dependsOn, ...asTcp.dependsOn];
  if (asHttp.verdict !== asTcp.verdict) {
    facts.unshift('protocol');
  }
  return undecided([...new Set(facts)], asHttp.trace);
}

function decideAs(
  protocol: 'http' | 'tcp',
  question: AuthorizationQuestion,
): AuthorizationDecision {
  const { mesh, request } = question;
  const evaluations = evaluateAll(protocol, question);
  const trace = evaluations.map(traceOf);
  if (protocol === 'http' && isRefused(request, mesh)) {
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
  const denied = anyOf([
    ...custom.map(({ denies }) => denies),
    ...deny.map(({ matched }) => matched),
    not(allow.length === 0 ? YES : anyOf(allow.map(({ matched }) => matched))),
  ]);

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

function evaluateAll(
  protocol: 'http' | 'tcp',
  question: AuthorizationQuestion,
): PolicyEvaluation[] {
  const { mesh, point, request, assumeEnforced = false } = question;
  const context = {
    mesh,
    request,
    identity: sourceIdentity(request.source, mesh),
    destinationIp: point.ip,
  };
  return authorizationPoliciesFor(question).map(policy =>
    evaluatePolicy(policy, {
      point: point.kind,
      protocol,
      context,
      assumeEnforced,
    }),
  );
}

function isRefused(
  { path }: AuthorizationRequest,
  { pathNormalization }: AuthorizationMesh,
): boolean {
  return (
    path !== undefined && normalizePath(path, pathNormalization) === undefined
  );
}

function undecided(
  dependsOn: RequestFact[],
  trace: PolicyTrace[],
): AuthorizationDecision {
  const reason = `It depends on ${dependsOn.join(', ')}.`;
  return { verdict: 'unknown', reason, dependsOn, trace };
}

function traceOf(evaluation: PolicyEvaluation): PolicyTrace {
  const { policy, enforced, matched, why } = evaluation;
  const { namespace = '', name } = policy.metadata;
  return {
    policy: { namespace, name },
    action: actionOf(policy),
    dryRun: isDryRun(policy),
    enforced,
    matched: matched.value,
    why,
  };
}
