import { isDryRun } from '../istio/authorization';
import {
  AmbientCaller,
  AmbientSetup,
  whoMayCallInAmbient,
} from '../istio/waypoint';
import { ClusterView } from '../view/ClusterView';
import { callerConnections } from './callerConnections';
import { callerWay } from './callerWay';
import { hasNoProxy } from './hasNoProxy';
import { evidenceOf, judgeCaller, refused } from './judgeCaller';
import { KnownCaller, knownCallers } from './knownCallers';
import { ObservedTraffic } from './ObservedTraffic';
import { outsideCallers } from './outsideCallers';
import { keepsFromSidecar } from './portMtls';
import { policyCallers } from './policyCallers';
import { recognition } from './recognition';
import {
  Access,
  Caller,
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

  const reason = whyUnchecked(options);
  if (reason !== undefined) {
    const callers = all('allowed', reason).map(caller => ({
      ...caller,
      ...refused(caller),
    }));
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

/** Why no rule is ever asked about a caller; undefined where rules are. */
function whyUnchecked(options: AccessOptions): string | undefined {
  if (options.mesh === 'none') {
    return 'No proxy stands before it, so nothing checks callers.';
  }
  return options.ports.length > 0 &&
    options.ports.every(
      ({ port }) => keepsFromSidecar(options, port) !== undefined,
    )
    ? 'Its pods keep all their ports from the sidecar, so nothing checks callers.'
    : undefined;
}

function istioAccess(
  options: AccessOptions,
  known: readonly KnownCaller[],
  connectionsOf: ReturnType<typeof callerConnections>,
): Access {
  const question = waypointSetup(options);
  const attached = attachedPolicies(question);
  const named = policyCallers(attached).filter(
    caller => !isWaypoint(caller, question),
  );
  const entries = withPolicyCallers(known, named, options.view).map(entry => ({
    ...entry,
    connections: entry.connections ?? connectionsOf(entry),
  }));
  const asked = entries.map(entry => askedAs(entry, options));
  const ask = (assumeEnforced: boolean) =>
    whoMayCallInAmbient({
      ...question,
      assumeEnforced,
      callers: asked.flat(),
      ports: options.ports.map(({ port, protocol }) => ({
        port,
        protocol: protocol === 'unknown' ? undefined : protocol,
      })),
    });
  const now = ask(false);
  const enforced = attached.some(isDryRun) ? ask(true) : now;
  return {
    default: now.default.access,
    reason: now.default.reason,
    evidence: now.default.by && evidenceOf(now.default.by),
    rules: now.rules.map(({ by, ...rule }) => ({
      ...rule,
      evidence: evidenceOf(by),
    })),
    callers: entries.map((entry, i) => {
      const start = asked.slice(0, i).flat().length;
      return judgeCaller(
        entry,
        options.ports,
        asked[i].map((_, at) => ({
          now: now.callers[start + at],
          enforced: enforced.callers[start + at],
        })),
      );
    }),
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

/** As whom rules are asked about it: as itself, and as a stranger where some connections do not show who calls. */
function askedAs(
  entry: KnownCaller,
  { view, workload }: AccessOptions,
): AmbientCaller[] {
  const { label, namespace, serviceAccount } = entry.caller;
  const stranger: AmbientCaller = { label, principal: null, way: 'past' };
  const itself: AmbientCaller =
    namespace !== undefined && serviceAccount !== undefined
      ? {
          label,
          way: callerWay(view, entry.caller, workload),
          principal: `${view.mesh.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
        }
      : { label, namespace };
  return { all: [itself], some: [itself, stranger], none: [stranger] }[
    recognition(entry)
  ];
}

function sameIdentity(a: Caller, b: Caller): boolean {
  return a.namespace === b.namespace && a.serviceAccount === b.serviceAccount;
}
