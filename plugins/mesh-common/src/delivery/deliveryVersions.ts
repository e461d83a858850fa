import { isPodReady } from '../kubernetes/isPodReady';
import { Pod, PodSpec } from '../kubernetes/KubernetesObject';
import { listOf } from './listOf';
import { ownedBy } from './ownedBy';
import { notReadyOf, PodState } from './podState';
import { POD_HASH_LABEL, ReplicaSet } from './ReplicaSet';
import {
  ReplicaSetState,
  replicaSetState,
  scaleDownAt,
} from './replicaSetState';
import { Rollout } from './Rollout';
import { VersionRole, versionRoles } from './versionRoles';

/** One version of a workload that runs or that the rollout names. */
export interface DeliveryVersion {
  /** `version` where only routes tell versions apart, and none of them is the stable or the new one. */
  role: 'stable' | 'canary' | 'active' | 'preview' | 'old' | 'version';
  /** What the version is called, where only routes tell versions apart. */
  name?: string;
  podHash: string;
  revision?: number;
  images: string[];
  /** Undefined when neither the ReplicaSet nor a pod of the version could be read. */
  pods?: { ready: number; wanted: number };
  /** Undefined when its ReplicaSet could not be read. */
  state?: ReplicaSetState;
  /** RFC 3339: when the controller takes its pods away. Until then going back to it is quick. */
  scaleDownAt?: string;
  /** Pods that are not ready, each with the reason that it tells. */
  notReady?: PodState[];
  /** Percent of the requests that this version gets; undefined when nothing tells. */
  share?: number;
}

const REVISION = 'rollout.argoproj.io/revision';

/**
 * The versions in the order newest first. Old versions count only while they have pods. Versions are found by the
 * rollout's ReplicaSets, by the labels of its pods and by the hashes that the rollout names, because any of the three
 * may not be readable.
 */
export function deliveryVersions(options: {
  rollout: Rollout;
  replicaSets: readonly ReplicaSet[];
  pods: readonly Pod[];
}): DeliveryVersion[] {
  const { rollout } = options;
  const sets = new Map(
    listOf(options.replicaSets)
      .filter(set => ownedBy(set, rollout))
      .map(set => [hashOf(set) ?? set.metadata?.name ?? '', set]),
  );
  const setNames = new Set(
    [...sets.values()].map(({ metadata }) => metadata?.name),
  );
  const pods = groupByHash(
    listOf(options.pods).filter(pod => belongsTo(pod, rollout, setNames)),
  );
  const hashes = new Set([...sets.keys(), ...pods.keys(), ...named(rollout)]);
  // A ReplicaSet that lost its label is one version, under its name, and not another one under its former hash.
  return [...hashes]
    .filter(hash => !sets.has(`${rollout.metadata?.name}-${hash}`))
    .map(podHash =>
      describeVersion(rollout, podHash, sets.get(podHash), pods.get(podHash)),
    )
    .filter(({ role, pods: counts }) => role !== 'old' || hasPods(counts))
    .sort((a, b) => (b.revision ?? Infinity) - (a.revision ?? Infinity) || 0);
}

function describeVersion(
  rollout: Rollout,
  podHash: string,
  set: ReplicaSet | undefined,
  pods: Pod[] | undefined,
): DeliveryVersion {
  const revision = Number(set?.metadata?.annotations?.[REVISION]);
  return {
    role: mainRole(versionRoles(rollout, podHash)),
    podHash,
    ...(Number.isInteger(revision) ? { revision } : {}),
    images: imagesOf(set?.spec?.template?.spec ?? pods?.[0]?.spec),
    pods: countPods(set, pods),
    ...optional({
      state: set && replicaSetState(set),
      scaleDownAt: set && scaleDownAt(set),
    }),
    ...notReadyOf(pods),
  };
}

function optional<T extends object>(members: T): Partial<T> {
  const known = Object.entries(members).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(known) as Partial<T>;
}

/** The role that tells most: that a version serves, or is tried, says more than that it is the stable one. */
function mainRole(roles: VersionRole[]): DeliveryVersion['role'] {
  const order = ['active', 'preview', 'canary', 'stable'] as const;
  return order.find(role => roles.includes(role)) ?? 'old';
}

function countPods(
  set: ReplicaSet | undefined,
  pods: Pod[] | undefined,
): DeliveryVersion['pods'] {
  if (set?.status) {
    const { status } = set;
    const ready = status.readyReplicas ?? 0;
    const wanted = set.spec?.replicas ?? status.replicas ?? 0;
    // A count that is no number, in a damaged object, is unknown.
    return Number.isFinite(ready) && Number.isFinite(wanted)
      ? { ready, wanted }
      : undefined;
  }
  return pods && { ready: pods.filter(isPodReady).length, wanted: pods.length };
}

function hasPods(counts: DeliveryVersion['pods']): boolean {
  return counts !== undefined && counts.wanted + counts.ready > 0;
}

function imagesOf(spec: PodSpec | undefined): string[] {
  const images = listOf(spec?.containers).map(container => container.image);
  return [...new Set(images.filter(image => image !== undefined))];
}

function named({ spec, status }: Rollout): string[] {
  const { blueGreen } = spec?.strategy ?? {};
  return [
    status?.currentPodHash,
    status?.stableRS,
    ...(blueGreen
      ? [status?.blueGreen?.activeSelector, status?.blueGreen?.previewSelector]
      : []),
  ].flatMap(hash => (hash ? [hash] : []));
}

/** The controller names a ReplicaSet after its rollout and hash, so that a pod tells its rollout where no ReplicaSet was read. */
function belongsTo(
  pod: Pod,
  { metadata }: Rollout,
  setNames: ReadonlySet<string | undefined>,
): boolean {
  const hash = hashOf(pod);
  return (
    hash !== undefined &&
    listOf(pod.metadata?.ownerReferences).some(
      ({ kind, name }) =>
        kind === 'ReplicaSet' &&
        (setNames.has(name) || name === `${metadata?.name}-${hash}`),
    )
  );
}

function groupByHash(pods: Pod[]): Map<string, Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    const hash = hashOf(pod);
    if (hash !== undefined) {
      groups.set(hash, [...(groups.get(hash) ?? []), pod]);
    }
  }
  return groups;
}

function hashOf(object: ReplicaSet | Pod): string | undefined {
  return object.metadata?.labels?.[POD_HASH_LABEL];
}
