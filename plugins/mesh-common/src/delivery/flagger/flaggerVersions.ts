import { isPodReady } from '../../kubernetes/isPodReady';
import { Pod, PodSpec } from '../../kubernetes/KubernetesObject';
import { DeliveryVersion } from '../deliveryVersions';
import { listOf } from '../listOf';
import { notReadyOf } from '../podState';
import { ReplicaSet } from '../ReplicaSet';
import { Canary } from './Canary';
import { canaryNames } from './canaryNames';
import { CanaryRoutes } from './canaryRoutes';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';

/**
 * The version that serves and, while it has pods, the new one. A share is said only where one version stands for a whole
 * side of the route: while the serving version is being updated, two do.
 */
export function flaggerVersions(options: {
  canary: Canary;
  replicaSets: readonly ReplicaSet[];
  pods: readonly Pod[];
  /** Undefined when the routes are unknown, or when they depend on the request. */
  routes: CanaryRoutes | undefined;
}): DeliveryVersion[] {
  const { canary, routes } = options;
  const { primaryWorkload, canaryWorkload } = canaryNames(canary);
  const namespace = canary.metadata?.namespace;
  const inNamespace = ({ metadata }: ReplicaSet | Pod) =>
    metadata?.namespace === namespace;
  const objects = {
    replicaSets: listOf(options.replicaSets).filter(inNamespace),
    pods: listOf(options.pods).filter(inNamespace),
  };
  const stable = versionsOf(primaryWorkload, 'stable', objects);
  const fresh = versionsOf(canaryWorkload, 'canary', objects);
  const [first, second] = [stable, fresh];
  const isTold =
    routes !== undefined &&
    first.length === 1 &&
    (second.length === 1 || (second.length === 0 && routes.canary === 0));
  return [...fresh, ...stable].map(version => ({
    ...version,
    ...(isTold && {
      share: version.role === 'canary' ? routes.canary : routes.primary,
    }),
  }));
}

function versionsOf(
  workload: string,
  role: 'stable' | 'canary',
  objects: { replicaSets: ReplicaSet[]; pods: Pod[] },
): DeliveryVersion[] {
  const sets = objects.replicaSets
    .filter(set => isOwnedBy(set, 'Deployment', workload))
    .filter(hasPods);
  const groups = new Map<string, Pod[]>();
  for (const pod of objects.pods) {
    const hash = hashOfPod(pod, workload);
    if (hash !== undefined) {
      groups.set(hash, [...(groups.get(hash) ?? []), pod]);
    }
  }
  if (sets.length > 0) {
    return sets
      .map(set => ofReplicaSet(set, role))
      .map(version => ({
        ...version,
        ...notReadyOf(groups.get(version.podHash)),
      }));
  }
  return [...groups].map(([podHash, pods]) => ({
    role,
    podHash,
    images: imagesOf(pods[0]?.spec),
    pods: { ready: pods.filter(isPodReady).length, wanted: pods.length },
    ...notReadyOf(pods),
  }));
}

function ofReplicaSet(
  set: ReplicaSet,
  role: 'stable' | 'canary',
): DeliveryVersion {
  const revision = Number(set.metadata?.annotations?.[REVISION]);
  return {
    role,
    podHash: set.metadata?.labels?.[HASH] ?? set.metadata?.name ?? '',
    ...(Number.isInteger(revision) ? { revision } : {}),
    images: imagesOf(set.spec?.template?.spec),
    ...(set.status && {
      pods: {
        ready: set.status.readyReplicas ?? 0,
        wanted: set.spec?.replicas ?? set.status.replicas ?? 0,
      },
    }),
  };
}

/** A Deployment names a ReplicaSet after itself and the hash, so that a pod tells its Deployment by its owner alone. */
function hashOfPod(pod: Pod, workload: string): string | undefined {
  const hash = pod.metadata?.labels?.[HASH];
  if (
    hash !== undefined &&
    isOwnedBy(pod, 'ReplicaSet', `${workload}-${hash}`)
  ) {
    return hash;
  }
  return isOwnedBy(pod, 'DaemonSet', workload) ? workload : undefined;
}

function hasPods({ spec, status }: ReplicaSet): boolean {
  return (spec?.replicas ?? 0) + (status?.replicas ?? 0) > 0;
}

function isOwnedBy(
  { metadata }: ReplicaSet | Pod,
  kind: string,
  name: string,
): boolean {
  return listOf(metadata?.ownerReferences).some(
    owner => owner.kind === kind && owner.name === name,
  );
}

function imagesOf(spec: PodSpec | undefined): string[] {
  const images = listOf(spec?.containers).map(({ image }) => image);
  return [...new Set(images.filter(image => image !== undefined))];
}
