import { KubernetesObject, Namespace } from '../../kubernetes/KubernetesObject';
import { matchesLabelSelector } from '../../kubernetes/labelSelector';
import { Evidence } from '../../status/Evidence';
import { ClusterView } from '../../view/ClusterView';
import { WaypointBinding } from './WaypointBinding';
import { WaypointGateway, WaypointName, findGateway } from './WaypointGateway';

const USE = 'istio.io/use-waypoint';
const USE_NAMESPACE = 'istio.io/use-waypoint-namespace';
const FOR = 'istio.io/waypoint-for';
const MANAGED = 'gateway.istio.io/managed';
/** Waypoints, and gateways between clusters, which cannot have a waypoint themselves. */
const WITHOUT_WAYPOINT: readonly (string | undefined)[] = [
  'istio.io-mesh-controller',
  'istio.io-eastwest-controller',
];

/** What traffic is addressed to. */
export type WaypointSubject =
  | { traffic: 'service'; object: KubernetesObject }
  /** Pods, by the labels of their template. */
  | {
      traffic: 'workload';
      object: KubernetesObject;
      labels: Record<string, string>;
    };

const WHY = {
  'not-found': () => 'there is no such Gateway',
  'not-ready': () => 'it has no address, so it never was ready',
  'not-allowed': () => 'its listener does not admit this namespace',
  'other-traffic': (traffic: WaypointSubject['traffic']) =>
    `its label ${FOR} is not for ${traffic === 'service' ? 'Services' : 'addresses of pods'}`,
} satisfies Record<
  NonNullable<WaypointBinding['problem']>,
  (traffic: WaypointSubject['traffic']) => string
>;

/**
 * The waypoint that calls to a Service, or to the addresses of a workload's pods, go through. The object's own label hides
 * that of its namespace, `none` opts out, and a waypoint that does not serve is replaced by none: there is no way back to
 * the one of the namespace.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/waypoints.go, `fetchWaypointForService` and `fetchWaypointForWorkload`.
 */
export function waypointFor(
  view: ClusterView,
  subject: WaypointSubject,
): WaypointBinding {
  const { object, traffic } = subject;
  if (
    traffic === 'service' &&
    WITHOUT_WAYPOINT.includes(object.metadata.labels?.[MANAGED])
  ) {
    return { state: 'none', reason: 'It leads to a waypoint itself.' };
  }
  const asked = askedWaypoint(view, subject);
  if (asked === undefined) {
    return { state: 'none', reason: 'No label asks for a waypoint.' };
  }
  const { name, evidence, inherited } = asked;
  const because = `${evidence.field} is ${JSON.stringify(evidence.value)} on ${evidence.kind} ${evidence.name}`;
  if (name === undefined) {
    return {
      state: 'none',
      reason: `No waypoint, because ${because}.`,
      evidence,
    };
  }
  const waypoint = { ...name };
  const called = `Waypoint ${name.namespace}/${name.name}`;
  const gap = view.unreadable('Gateway');
  const gateway = findGateway(view, name);
  if (gateway === undefined && gap !== undefined) {
    return {
      state: 'unknown',
      waypoint,
      reason: `${called} is asked for, because ${because}; whether it serves is not known, as Gateways could not be read: ${gap.reason}.`,
      evidence,
    };
  }
  const problem = problemOf(view, {
    gateway,
    traffic,
    namespace: object.metadata.namespace ?? '',
  });
  if (problem === 'other-traffic' && inherited && traffic === 'workload') {
    return {
      state: 'none',
      reason: `${called} of the namespace is for Services, not for addresses of pods.`,
      evidence,
    };
  }
  if (problem !== undefined) {
    return {
      state: 'unbound',
      waypoint,
      problem,
      reason: `${called} is asked for, because ${because}, but ${WHY[problem](traffic)}: calls go past it.`,
      evidence,
    };
  }
  return {
    state: 'bound',
    waypoint,
    reason: `${called} serves, because ${because}.`,
    evidence,
  };
}

interface Asked {
  /** Absent for `none`. */
  name?: WaypointName;
  evidence: Evidence;
  inherited: boolean;
}

function askedWaypoint(
  view: ClusterView,
  subject: WaypointSubject,
): Asked | undefined {
  const { object } = subject;
  const { namespace = '', name } = object.metadata;
  const own =
    subject.traffic === 'workload'
      ? subject.labels
      : (object.metadata.labels ?? {});
  const path =
    subject.traffic === 'workload'
      ? 'spec.template.metadata.labels'
      : 'metadata.labels';
  if (own[USE] !== undefined) {
    const evidence = {
      kind: object.kind,
      namespace,
      name,
      field: `${path}[${USE}]`,
      value: own[USE],
    };
    return { name: nameIn(own, namespace), evidence, inherited: false };
  }
  const of =
    view.get<Namespace>('Namespace', '', namespace)?.metadata.labels ?? {};
  // "none" on a namespace only says what is so anyway.
  return of[USE] === undefined || of[USE] === 'none'
    ? undefined
    : {
        name: nameIn(of, namespace),
        evidence: {
          kind: 'Namespace',
          name: namespace,
          field: `metadata.labels[${USE}]`,
          value: of[USE],
        },
        inherited: true,
      };
}

function nameIn(
  labels: Record<string, string>,
  namespace: string,
): WaypointName | undefined {
  return labels[USE] === 'none'
    ? undefined
    : { namespace: labels[USE_NAMESPACE] ?? namespace, name: labels[USE] };
}

function problemOf(
  view: ClusterView,
  question: {
    gateway: WaypointGateway | undefined;
    traffic: WaypointSubject['traffic'];
    namespace: string;
  },
): WaypointBinding['problem'] {
  const { gateway, traffic, namespace } = question;
  if (gateway === undefined) {
    return 'not-found';
  }
  // One that was read from a file has no status yet, and is judged as it will be.
  if (gateway.status !== undefined && !gateway.status.addresses?.length) {
    return 'not-ready';
  }
  if (!admits(view, gateway, namespace)) {
    return 'not-allowed';
  }
  return ['all', traffic].includes(trafficOf(view, gateway))
    ? undefined
    : 'other-traffic';
}

/** What a waypoint takes: the Gateway's label, else its class's, else calls to Services. */
function trafficOf(view: ClusterView, { metadata, spec }: WaypointGateway) {
  const gatewayClass = view.get(
    'GatewayClass',
    '',
    spec?.gatewayClassName ?? '',
  );
  return (
    metadata.labels?.[FOR] ?? gatewayClass?.metadata.labels?.[FOR] ?? 'service'
  );
}

const BINDING = 'ambient.istio.io/waypoint-inbound-binding';

/** Whether its listener for the mesh admits a namespace; only its own unless it says otherwise. */
function admits(
  view: ClusterView,
  { metadata, spec }: WaypointGateway,
  namespace: string,
): boolean {
  const listeners = spec?.listeners ?? [];
  const [protocol, port] = (metadata.annotations?.[BINDING] ?? '').split('/');
  const bound = listeners.find(listener =>
    port
      ? listener.port === Number(port)
      : protocol === 'PROXY' && listener.protocol === 'istio.io/PROXY',
  );
  const hbone = listeners.find(
    listener => listener.protocol === 'HBONE' && listener.port === 15008,
  );
  const { from = 'Same', selector } =
    (bound ?? hbone)?.allowedRoutes?.namespaces ?? {};
  switch (from) {
    case 'All':
      return true;
    case 'Selector':
      return (
        selector !== undefined &&
        matchesLabelSelector(
          selector,
          view.get<Namespace>('Namespace', '', namespace)?.metadata.labels,
        )
      );
    default:
      return metadata.namespace === namespace;
  }
}
