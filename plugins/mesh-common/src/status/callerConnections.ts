import {
  ClientTls,
  endpointClasses,
  mtlsContext,
  Reachability,
  reachability,
  TlsCaller,
  TlsDestination,
  tlsDestinationOf,
  TlsEndpoint,
  tlsEndpointsOf,
} from '../istio/clientTls';
import { ServicePort } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { callingPods } from './callingPods';
import { Evidence } from './Evidence';
import { KnownCaller } from './knownCallers';
import { routedSubsets } from './routedSubsets';
import { CallerConnection, MeshKind, ServicePortRef } from './TargetStatus';
import { whyUnknown } from './whyUnknown';
import { Workload } from './Workload';
import { protocolOf } from './workloadPorts';

/** One port of a Service of the target, with the target's own pods behind it. */
interface CalledPort {
  ref: ServicePortRef;
  destination: TlsDestination;
  endpoints: TlsEndpoint[];
  /** Routes for HTTP do not count where the port says that it is something else. */
  followsRoutes: boolean;
}

/**
 * What each known caller sends to each port of a workload's Services, and whether it gets through: the DestinationRule that
 * the caller follows, else automatic mTLS, against what the workload's pods accept. Authorization is another question.
 *
 * @returns what to ask for each caller; the objects around the workload are read once
 */
export function callerConnections(options: {
  view: ClusterView;
  workload: Workload;
  mesh: MeshKind;
}): (entry: KnownCaller) => CallerConnection[] | undefined {
  const { view, workload } = options;
  const ports = workload.services.flatMap(service =>
    (service.spec?.ports ?? [])
      .filter(({ protocol }) => (protocol ?? 'TCP') === 'TCP')
      .map((port): CalledPort => ({
        ref: refOf(service.metadata.name, port),
        destination: tlsDestinationOf(view, service, port),
        endpoints: tlsEndpointsOf(service, workload.pods, port.port),
        followsRoutes: protocolOf(port) !== 'tcp',
      })),
  );
  const why = whyNotJudged(options);
  return entry => {
    if (ports.length === 0) {
      const gap = view.unreadable('Service');
      return (
        gap && [
          unknown([], `Service objects could not be read: ${gap.reason}.`),
        ]
      );
    }
    if (why !== undefined) {
      return [unknown(ports, why)];
    }
    const pods = callingPods(view, entry);
    if (typeof pods === 'string') {
      return [unknown(ports, pods)];
    }
    const { kinds, seen } = pods;
    const gap = view.unreadable('DestinationRule');
    if (gap && kinds.some(({ proxy }) => proxy === 'sidecar')) {
      return [
        unknown(
          ports,
          `DestinationRule objects could not be read: ${gap.reason}.`,
        ),
      ];
    }
    const reached = ports.map(port => reach(view, port, kinds));
    const explained = reached
      .flat()
      .some(({ client }) => client.sends === 'plaintext');
    return merged(
      ports.map((port, at) =>
        connection(port.ref, [
          ...reached[at],
          ...(seen && !explained ? reach(view, port, [seen]) : []),
        ]),
      ),
    );
  };
}

function refOf(service: string, { port, name }: ServicePort): ServicePortRef {
  return { service, port, ...(name !== undefined && { name }) };
}

function whyNotJudged(options: {
  view: ClusterView;
  mesh: MeshKind;
}): string | undefined {
  // Without a proxy no policy counts, read or not.
  return options.mesh === 'none'
    ? undefined
    : whyUnknown({ ...options, kind: 'PeerAuthentication' });
}

function unknown(
  ports: readonly CalledPort[],
  reason: string,
): CallerConnection {
  return {
    ports: ports.map(({ ref }) => ref),
    sends: 'unknown',
    outcome: 'unknown',
    reason,
    evidence: [],
  };
}

/** What becomes of calls from each kind of pod of the caller to each kind of pod of the target. */
function reach(
  view: ClusterView,
  { destination, endpoints, followsRoutes }: CalledPort,
  callers: readonly TlsCaller[],
): Reachability[] {
  const { mesh } = mtlsContext(view);
  return callers.flatMap(caller =>
    (followsRoutes
      ? routedSubsets(view, { caller, destination })
      : [undefined]
    ).flatMap(subset =>
      endpointClasses(
        mesh,
        endpoints.filter(({ labels }) =>
          matchesLabels({ matchLabels: subset?.labels }, labels),
        ),
      ).map(endpoint =>
        reachability({
          mesh,
          caller,
          destination: { ...destination, subset: subset?.name },
          endpoint,
        }),
      ),
    ),
  );
}

function connection(
  ref: ServicePortRef,
  found: readonly Reachability[],
): CallerConnection {
  return found.length === 0
    ? {
        ...unknown([], 'None of its pods listens on the port.'),
        ports: [ref],
      }
    : {
        ports: [ref],
        sends: sentBy(found),
        outcome: outcomeOf(found),
        reason: [...new Set(found.map(({ reason }) => reason))].join(' '),
        evidence: distinct(found.flatMap(({ evidence }) => evidence)),
      };
}

function sentBy(found: readonly Reachability[]): ClientTls['sends'] | 'varies' {
  const [first, ...others] = found.map(({ client }) => client.sends);
  return others.every(sends => sends === first) ? first : 'varies';
}

function outcomeOf(
  found: readonly Reachability[],
): CallerConnection['outcome'] {
  const [first, ...others] = found.map(({ outcome }) => outcome);
  if (others.every(outcome => outcome === first)) {
    return first;
  }
  return [first, ...others].includes('fails') ? 'partly-fails' : 'varies';
}

/** One entry for the ports of which the same is to be said. */
function merged(connections: readonly CallerConnection[]): CallerConnection[] {
  const groups = new Map<string, CallerConnection>();
  for (const { ports, ...rest } of connections) {
    const key = JSON.stringify(rest);
    const group = groups.get(key);
    groups.set(key, {
      ports: [...(group?.ports ?? []), ...ports],
      ...rest,
    });
  }
  return [...groups.values()];
}

function distinct(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map(one => [JSON.stringify(one), one])).values()];
}
