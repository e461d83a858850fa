import { waypointFor } from '../istio/waypoint';
import { Service } from '../kubernetes/KubernetesObject';
import { ProfileCaller } from '../profile/Profile';
import { hasAddress } from '../status/targetWaypoints';
import { findWorkload } from '../status/Workload';
import { isRfc1035Label } from '../validation/core/names';
import { readManaged } from './managedFiles';
import { needsWaypoint, waypointReason } from './needsWaypoint';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { ServiceEntry, serviceEntries } from './serviceEntries';

/** The waypoint that stands, or is to stand, before a workload. */
export interface AmbientWaypoint {
  name: string;
  /** As whom it calls the workload. */
  account: Pick<ProfileCaller, 'namespace' | 'serviceAccount'>;
  /** Whether it is ours, as opposed to one that people put before the Services. */
  own: boolean;
  /** The Services whose calls go through it. */
  services: ServiceEntry[];
}

/**
 * The waypoint for a profile in ambient: the one that the Services of the workload have already, else one of ours where
 * the profile needs it. Once ours is there it stays until the workload leaves, because to take it away while policies
 * name its identity would cut callers off.
 *
 * @throws PlanError
 */
export function ambientWaypoint(
  context: PlanContext,
): AmbientWaypoint | undefined {
  const { view, target, profile, files } = context;
  const own = `${target.workload}-waypoint`;
  const services = writtenServices(context);
  const existing = [
    ...services.map(({ object }) => object),
    ...liveServices(context),
  ]
    .map(object =>
      waypointFor(view, {
        traffic: 'service',
        object: {
          ...object,
          metadata: { ...object.metadata, namespace: target.namespace },
        },
      }),
    )
    .find(
      ({ state, waypoint }) =>
        state === 'bound' &&
        (waypoint?.namespace !== target.namespace || waypoint.name !== own),
    )?.waypoint;
  if (existing) {
    return {
      name: existing.name,
      account: { namespace: existing.namespace, serviceAccount: existing.name },
      own: false,
      services,
    };
  }
  if (
    !needsWaypoint(profile) &&
    readManaged(context, files, 'Waypoint') === undefined
  ) {
    return undefined;
  }
  if (!isRfc1035Label(own)) {
    throw new PlanError(
      `The waypoint of ${target.workload} would be called ${own}, and Kubernetes takes no Service of that name: at most 63 lower-case letters, digits and dashes, a letter first. Put a waypoint of another name before its Service with the label istio.io/use-waypoint.`,
    );
  }
  assertServicesAreWritten(context, services);
  return {
    name: own,
    account: { namespace: target.namespace, serviceAccount: own },
    own: true,
    services,
  };
}

function assertServicesAreWritten(
  context: PlanContext,
  services: readonly ServiceEntry[],
): void {
  const { target } = context;
  const missing = liveServices(context).find(
    live =>
      !services.some(
        ({ object }) => object.metadata.name === live.metadata.name,
      ),
  );
  if (missing) {
    throw new PlanError(
      `The Service ${missing.metadata.name} of ${target.workload} is in cluster ${target.cluster} and not in the folder of the workload, and in ambient it needs a label for its waypoint. Put its manifest beside that of the workload, or leave methods, paths, traffic and canary out of the profile.`,
      waypointReason(context.profile),
    );
  }
  if (services.length === 0) {
    throw new PlanError(
      `${target.workload} has no Service with an address in namespace ${target.namespace}, and in ambient only calls to a Service go through the waypoint that methods, paths, traffic and canaries need. Add one, or leave those out of the profile.`,
      waypointReason(context.profile),
    );
  }
}

/** The Services of the folder that lead to the workload and have an address. */
export function writtenServices({
  objects,
  manifest,
}: PlanContext): ServiceEntry[] {
  return serviceEntries(objects, manifest.labels).filter(({ object }) =>
    hasAddress(object),
  );
}

function liveServices({ view, target }: PlanContext): Service[] {
  return (findWorkload(view, target)?.services ?? []).filter(hasAddress);
}
