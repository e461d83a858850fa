import {
  ingressUsesWaypoint,
  WaypointBinding,
  waypointFor,
  waypointProxy,
} from '../istio/waypoint';
import { Namespace, Service } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { Workload } from './Workload';

/** Whether what is sent to one Service of a target, or to the addresses of its pods, goes through a waypoint. */
export interface TargetWaypoint extends WaypointBinding {
  /** The Service; absent for the addresses of pods. */
  service?: string;
  /** Pods of the waypoint; absent where they are not known. */
  pods?: { total: number; ready: number };
  /** Whether ingress gateways go through it as well; absent without a waypoint. */
  ingress?: boolean;
}

/**
 * The waypoints of a workload: one answer for each of its Services that has an address, and one for the addresses of its
 * pods, which is what callers of a headless Service use.
 */
export function targetWaypoints(
  view: ClusterView,
  workload: Workload,
): TargetWaypoint[] {
  const { kind, name, namespace, template } = workload;
  const ofPods = waypointFor(view, {
    traffic: 'workload',
    object: {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace: namespace.metadata.name },
    },
    labels: template.labels,
  });
  return [
    ...workload.services.filter(hasAddress).map(service => {
      const binding = waypointFor(view, {
        traffic: 'service',
        object: service,
      });
      return {
        service: service.metadata.name,
        ...withProxy(view, binding),
        ...(binding.state === 'bound' && {
          ingress: ingressUsesWaypoint(
            service,
            view.get<Namespace>('Namespace', '', namespace.metadata.name),
          ),
        }),
      };
    }),
    withProxy(view, ofPods),
  ];
}

/** Why it cannot be told which policies decide: a label names a waypoint that could not be read. */
export function whyWaypointUnknown(
  view: ClusterView,
  workload: Workload,
): string | undefined {
  return targetWaypoints(view, workload).find(
    ({ state }) => state === 'unknown',
  )?.reason;
}

/** Waypoints take what is sent to the address of a Service, which a headless one does not have. */
export function hasAddress({ spec }: Service): boolean {
  return spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName';
}

function withProxy(
  view: ClusterView,
  binding: WaypointBinding,
): WaypointBinding & Pick<TargetWaypoint, 'pods'> {
  if (binding.state !== 'bound' || binding.waypoint === undefined) {
    return binding;
  }
  const { pods } = waypointProxy(view, binding.waypoint);
  return { ...binding, ...(pods && { pods }) };
}
