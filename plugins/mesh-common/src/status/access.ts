import { CallerAccess, DecidingPolicy } from '../istio/authorization';
import {
  AmbientCaller,
  AmbientSetup,
  whoMayCallInAmbient,
} from '../istio/waypoint';
import { ClusterView } from '../view/ClusterView';
import { callerConnections } from './callerConnections';
import { callerWay } from './callerWay';
import { callsInPlaintext } from './callsInPlaintext';
import { Evidence } from './Evidence';
import { hasNoProxy } from './hasNoProxy';
import { KnownCaller, knownCallers } from './knownCallers';
import { ObservedTraffic } from './ObservedTraffic';
import { outsideCallers } from './outsideCallers';
import { policyCallers } from './policyCallers';
import {
  Access,
  Caller,
  CallerConnection,
  CallerVerdict,
  MeshKind,
  PortMtls,
  Verdict,
} from './TargetStatus';
import { whyWaypointUnknown } from './targetWaypoints';
import { attachedPolicies, waypointSetup } from './waypointSetup';
import { whyUnknown } from './whyUnknown';
import { findWorkload, Workload } from './Workload';

export interface AccessOptions {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
  ports: readonly PortMtls[];
  observed?: ObservedTraffic;
  /** Callers that the catalog declares. */
  catalogCallers: readonly Caller[];
}

/** Who may call a workload: what holds for everybody, each rule as a sentence, and every known caller with a verdict. */
export function access(options: AccessOptions): Access {
  const { view, workload, mesh } = options;
  const connectionsOf = callerConnections(options);
  const known = [
    ...knownCallers({
      ...options,
      serviceAccountOf: at => findWorkload(view, at)?.serviceAccount,
    }).map(entry => withProxy(view, entry)),
    ...outsideCallers(workload),
  ].map(entry => ({ ...entry, connections: connectionsOf(entry) }));
  const all = (verdict: Verdict, reason: string): CallerVerdict[] =>
    known.map(entry => ({ ...entry, verdict, reason }));

  if (mesh === 'none') {
    const reason = 'No proxy stands before it, so nothing checks callers.';
    const callers = all('allowed', reason).map(
      caller => refused(caller) ?? caller,
    );
    return { default: 'open', reason, rules: [], callers };
  }
  const why =
    whyUnknown({ view, mesh, kind: 'AuthorizationPolicy' }) ??
    whyWaypointUnknown(view, workload);
  if (why !== undefined) {
    const callers = all('unknown', why);
    return { default: 'unknown', reason: why, rules: [], callers };
  }
  return istioAccess(options, known, connectionsOf);
}

function istioAccess(
  options: AccessOptions,
  known: readonly KnownCaller[],
  connectionsOf: ReturnType<typeof callerConnections>,
): Access {
  const question = waypointSetup(options);
  const named = policyCallers(attachedPolicies(question)).filter(
    caller => !isWaypoint(caller, question),
  );
  const entries = withPolicyCallers(known, named, options.view).map(entry => ({
    ...entry,
    connections: entry.connections ?? connectionsOf(entry),
  }));
  const ask = (assumeEnforced: boolean) =>
    whoMayCallInAmbient({
      ...question,
      assumeEnforced,
      callers: entries.map(entry => asAuthorizationCaller(entry, options)),
      ports: options.ports.map(({ port, protocol }) => ({
        port,
        protocol: protocol === 'unknown' ? undefined : protocol,
      })),
    });
  const now = ask(false);
  const enforced = ask(true);
  return {
    default: now.default.access,
    reason: now.default.reason,
    evidence: now.default.by && evidenceOf(now.default.by),
    rules: now.rules.map(({ by, ...rule }) => ({
      ...rule,
      evidence: evidenceOf(by),
    })),
    callers: entries.map((entry, i) =>
      judge(entry, options.ports, now.callers[i], enforced.callers[i]),
    ),
  };
}

/** A waypoint is named by rules that let it through; it calls for others. */
function isWaypoint(
  { namespace, serviceAccount }: Caller,
  { ways }: AmbientSetup,
): boolean {
  return ways.some(({ waypoint }) =>
    waypoint?.proxy.principals.some(principal =>
      principal.endsWith(`/ns/${namespace}/sa/${serviceAccount}`),
    ),
  );
}

/** Says of a caller what its pods say. */
function withProxy(view: ClusterView, entry: KnownCaller): KnownCaller {
  return hasNoProxy(view, entry.caller)
    ? { ...entry, withoutProxy: true }
    : entry;
}

/** Marks known callers that a rule names, and adds those that only a rule names. */
function withPolicyCallers(
  known: readonly KnownCaller[],
  named: readonly Caller[],
  view: ClusterView,
): KnownCaller[] {
  const isNamed = ({ caller }: KnownCaller) =>
    named.some(other => sameIdentity(caller, other));
  const onlyNamed = named.filter(
    (caller, i) =>
      !known.some(entry => sameIdentity(entry.caller, caller)) &&
      named.findIndex(other => sameIdentity(other, caller)) === i,
  );
  return [
    ...known.map(entry => ({
      ...entry,
      sources: isNamed(entry)
        ? [...entry.sources, 'policy' as const]
        : entry.sources,
    })),
    ...onlyNamed.map(caller =>
      withProxy(view, { caller, sources: ['policy'] }),
    ),
  ];
}

function judge(
  entry: KnownCaller,
  ports: readonly PortMtls[],
  now: CallerAccess,
  enforced: CallerAccess,
): CallerVerdict {
  const strict = ports.filter(port => port.accepts === 'mtls-only');
  if (callsInPlaintext(entry) && strict.length > 0) {
    // mTLS is settled before any policy is asked.
    return {
      ...entry,
      verdict: strict.length === ports.length ? 'denied' : 'depends',
      reason: `${plaintextReason(entry)}, and port ${strict.map(p => p.port).join(', ')} accepts only mTLS.`,
      evidence: strict[0].evidence,
    };
  }
  const unconnected = refused(entry);
  if (unconnected) {
    return unconnected;
  }
  const verdict = verdictOf(entry, now);
  const later = verdictOf(entry, enforced);
  return {
    ...entry,
    verdict,
    reason:
      verdict === 'unknown'
        ? 'Its service account is not known, so no rule can be held against it.'
        : now.reason,
    evidence: now.by && evidenceOf(now.by),
    ifEnforced:
      later === verdict
        ? undefined
        : { verdict: later, reason: enforced.reason },
  };
}

function plaintextReason({ plaintext, sources }: KnownCaller): string {
  if (plaintext) {
    return 'It calls in plaintext';
  }
  return sources.includes('service')
    ? 'It comes from outside the mesh, without mutual TLS'
    : 'None of its pods has a proxy, so it can call in plaintext only';
}

/** The verdict on a caller whose connections come to nothing, whatever policies say; undefined where they do not. */
function refused(entry: KnownCaller): CallerVerdict | undefined {
  const { connections = [] } = entry;
  const failing = connections.filter(
    ({ outcome }) => outcome === 'fails' || outcome === 'partly-fails',
  );
  return failing.length === 0
    ? undefined
    : {
        ...entry,
        verdict: connections.every(({ outcome }) => outcome === 'fails')
          ? 'denied'
          : 'depends',
        reason: `Its connections fail${failing.length === connections.length ? '' : ` on ${failing.flatMap(describePorts).join(', ')}`}. ${failing.map(({ reason }) => reason).join(' ')}`,
        evidence: failing[0].evidence[0],
      };
}

function describePorts({ ports }: CallerConnection): string[] {
  return ports.map(({ service, port }) => `${service}:${port}`);
}

/** Whether rules cannot recognise it: it has no proxy, or its proxy is told not to use the mesh's mTLS. */
function isUnrecognised(entry: KnownCaller): boolean {
  const { connections = [] } = entry;
  return (
    callsInPlaintext(entry) ||
    (connections.length > 0 &&
      connections.every(
        ({ sends }) => sends === 'plaintext' || sends === 'tls',
      ))
  );
}

function verdictOf(entry: KnownCaller, answer: CallerAccess) {
  const identified =
    isUnrecognised(entry) || entry.caller.serviceAccount !== undefined;
  return answer.verdict === 'depends' && !identified
    ? ('unknown' as const)
    : answer.verdict;
}

function asAuthorizationCaller(
  entry: KnownCaller,
  { view, workload }: AccessOptions,
): AmbientCaller {
  const { label, namespace, serviceAccount } = entry.caller;
  if (isUnrecognised(entry)) {
    return { label, principal: null, way: 'past' };
  }
  return namespace !== undefined && serviceAccount !== undefined
    ? {
        label,
        way: callerWay(view, entry.caller, workload),
        principal: `${view.mesh.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
      }
    : { label, namespace };
}

function evidenceOf({ kind, namespace, name, rule }: DecidingPolicy): Evidence {
  const field = rule === undefined ? 'spec' : `spec.rules[${rule}]`;
  return { kind, namespace, name, field };
}

function sameIdentity(a: Caller, b: Caller): boolean {
  return a.namespace === b.namespace && a.serviceAccount === b.serviceAccount;
}
