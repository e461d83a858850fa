import {
  AuthorizationDecision,
  AuthorizationMesh,
  AuthorizationPolicy,
  AuthorizationRequest,
  authorizer,
  EnforcementPoint,
  RequestFact,
} from '../authorization';
import { WaypointProxy } from './waypointProxy';

/** How a caller reaches a workload in ambient: as its own ztunnel sends it, or straight to the pods. */
export type CallerWay = 'through' | 'past';

/** One way to a workload for callers in ambient: a Service of it, or the addresses of its pods. */
export interface AmbientWay {
  /** How people call it. */
  label: string;
  /** Absent where no waypoint serves. */
  waypoint?: { proxy: WaypointProxy; point: EnforcementPoint };
  /** Ports of the Service, each with the port that the workload listens on; absent for the addresses of pods. */
  ports?: readonly {
    port: number;
    listening: number;
    protocol?: 'http' | 'tcp';
  }[];
}

/** A workload, everything that decides on requests to it, and the ways to it. */
export interface AmbientSetup {
  mesh: AuthorizationMesh;
  /** Any policies; those that do not attach are passed over. */
  policies: readonly AuthorizationPolicy[];
  /** The workload's own proxy: its ztunnel, or a sidecar that a waypoint sends on to. */
  own: EnforcementPoint;
  /** At least one. */
  ways: readonly AmbientWay[];
  assumeEnforced?: boolean;
}

type Ask = (request: AuthorizationRequest) => AuthorizationDecision;

/** What decides, each on its own. */
export interface AmbientAuthorizer {
  /** The whole decision. Without a way, any may be taken. */
  decide(request: AuthorizationRequest, way?: CallerWay): AuthorizationDecision;
  /** The workload's own proxy alone, for callers that come past every waypoint. */
  past: Ask;
  /** Each waypoint that serves, alone, and the workload's own proxy on what the waypoint sends on. */
  through: {
    waypoint: string;
    point: EnforcementPoint;
    atWaypoint: Ask;
    onward: Ask;
  }[];
}

/**
 * Decides on requests to a workload that callers in ambient may reach through waypoints. There two have a say: the waypoint
 * about the caller and the request, then the workload's own proxy about the waypoint, which is whom it sees. Callers without
 * ambient go straight to the pods: nothing forces them through a waypoint.
 *
 * Source: istio architecture/ambient/ztunnel.md and tests/integration/ambient/baseline_test.go, `TestAuthorizationL4` and
 * `TestAuthorizationWaypointDefaultDeny`.
 */
export function ambientAuthorizer(setup: AmbientSetup): AmbientAuthorizer {
  const past = authorizer({ ...setup, point: setup.own });
  const through = setup.ways.map(way =>
    way.waypoint
      ? throughWaypoint(setup, way, way.waypoint, past)
      : { way, decide: past },
  );
  if (!through.some(one => 'atWaypoint' in one)) {
    return { past, through: [], decide: past };
  }
  return {
    past,
    through: through.flatMap(one => ('atWaypoint' in one ? [one] : [])),
    decide: (request, way) => {
      const leading = through.filter(({ way: { ports } }) =>
        leadsTo(ports, request.port),
      );
      const decisions = [
        // A port that no Service leads to is reached by the address of a pod.
        ...(way === 'past' || leading.length === 0
          ? []
          : leading.map(one => ({
              label: one.way.waypoint
                ? `through waypoint ${nameOf(one.way.waypoint.proxy)}`
                : `by ${one.way.label}`,
              decision: one.decide(request),
            }))),
        ...(way === 'through' && leading.length > 0
          ? []
          : [{ label: 'past every waypoint', decision: past(request) }]),
      ];
      const decision = anyWay(decisions);
      return way === 'past' && leading.some(one => 'atWaypoint' in one)
        ? {
            ...decision,
            reason: `It comes past the waypoint. ${decision.reason}`,
          }
        : decision;
    },
  };
}

function throughWaypoint(
  setup: AmbientSetup,
  way: AmbientWay,
  { proxy, point }: NonNullable<AmbientWay['waypoint']>,
  past: Ask,
) {
  const waypoint = nameOf(proxy);
  const ask = authorizer({ ...setup, point });
  const atWaypoint: Ask = request =>
    anyWay(
      portsBehind(way, request).map(({ port, protocol }) => ({
        label: `on port ${port}`,
        decision: ask({
          ...request,
          port,
          protocol: protocol ?? request.protocol,
        }),
      })),
      'port',
    );
  const onward: Ask = request =>
    anyWay(
      proxy.principals.map(principal => ({
        label: `as ${principal}`,
        decision: past({ ...request, source: { principal } }),
      })),
    );
  const decide: Ask = request =>
    inSequence({
      waypoint,
      own: setup.own.kind,
      first: atWaypoint(request),
      second: onward(request),
    });
  return { way, waypoint, point, atWaypoint, onward, decide };
}

function leadsTo(
  ports: AmbientWay['ports'],
  listening: number | undefined,
): boolean {
  return (
    ports === undefined ||
    listening === undefined ||
    ports.some(port => port.listening === listening)
  );
}

/** The ports that a waypoint sees requests on, which are those of the Service. */
function portsBehind(
  { ports }: AmbientWay,
  { port, protocol }: AuthorizationRequest,
): Pick<AuthorizationRequest, 'port' | 'protocol'>[] {
  const leading = (ports ?? []).filter(({ listening }) => listening === port);
  return leading.length === 0 ? [{ port, protocol }] : leading;
}

/** Both must agree; what one refuses, the other cannot let through. */
function inSequence(hops: {
  waypoint: string;
  own: EnforcementPoint['kind'];
  first: AuthorizationDecision;
  second: AuthorizationDecision;
}): AuthorizationDecision {
  const { waypoint, own, first, second } = hops;
  const before = first.trace.map(one => ({
    ...one,
    why: `At waypoint ${waypoint}: ${one.why}`,
  }));
  if (first.verdict === 'denied') {
    const reason = `At waypoint ${waypoint}: ${first.reason}`;
    return { ...first, reason, trace: before };
  }
  const trace = [
    ...before,
    ...second.trace.map(one => ({
      ...one,
      why: `At the ${own}, about the waypoint: ${one.why}`,
    })),
  ];
  if (second.verdict === 'denied') {
    const reason = `The ${own} refuses waypoint ${waypoint}, and so everyone who comes through it: ${second.reason}`;
    return { ...second, reason, trace };
  }
  const dependsOn = [...new Set([...first.dependsOn, ...second.dependsOn])];
  if (dependsOn.length > 0) {
    return {
      verdict: 'unknown',
      reason: `At waypoint ${waypoint}: It depends on ${dependsOn.join(', ')}.`,
      dependsOn,
      trace,
    };
  }
  const reason = `At waypoint ${waypoint}: ${first.reason}`;
  return { ...first, reason, trace };
}

/** What holds whichever way is taken, or that it depends on which. */
function anyWay(
  ways: readonly { label: string; decision: AuthorizationDecision }[],
  fact: RequestFact = 'way',
): AuthorizationDecision {
  const [{ decision: first }, ...others] = ways;
  const isSame = others.every(
    ({ decision }) =>
      decision.verdict === first.verdict && decision.reason === first.reason,
  );
  if (isSame) {
    return first;
  }
  const decisions = ways.map(({ decision }) => decision);
  const trace = decisions.flatMap(decision => decision.trace);
  const dependsOn = [...new Set(decisions.flatMap(one => one.dependsOn))];
  const agree = decisions.every(({ verdict }) => verdict === first.verdict);
  if (agree && first.verdict !== 'unknown') {
    const reasons = new Set(decisions.map(({ reason }) => reason));
    const reason = [...reasons].join(' ');
    return { verdict: first.verdict, reason, dependsOn: [], trace };
  }
  const told = ways.map(
    ({ label, decision }) =>
      `${label} it is ${decision.verdict === 'unknown' ? 'not certain' : decision.verdict} (${decision.reason})`,
  );
  return {
    verdict: 'unknown',
    reason: `It depends on the ${fact}: ${told.join('; ')}.`,
    dependsOn: [...new Set([fact, ...dependsOn])],
    trace,
  };
}

function nameOf({ name: { namespace, name } }: WaypointProxy): string {
  return `${namespace}/${name}`;
}
