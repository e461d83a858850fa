import {
  KubernetesObject,
  matchesLabels,
  MeshSettings,
  Namespace,
  Pod,
} from '@onmesh/plugin-mesh-common';
import { Applied, objectKey } from './applyFromGit';
import { PodMaker, podMakers } from './podMakers';
import { Revision, simulatedPods, templateHash } from './simulatedPods';
import { simulatedReplicaSet, simulatedStatus } from './simulatedStatus';

interface Running {
  revision: Revision;
  readyAt: number;
  /** Pods that serve until those of the revision are ready. */
  replaced: Pod[];
}

/** What runs in a cluster at a moment. */
export interface Reconciled {
  objects: KubernetesObject[];
  /** When it changes by itself, in milliseconds since the epoch; undefined when it has settled. */
  changesAt?: number;
}

/**
 * Plays the controllers that make pods of workloads. Only what Git made or changed is played; the rest of the snapshot
 * has its pods. A change of the template replaces the pods, which get ready after a while; the old ones serve until then.
 */
export class SimulatedControllers {
  readonly #settings: MeshSettings;
  readonly #readyAfterMs: number;
  #running = new Map<string, Running>();
  #started = false;

  constructor(options: { settings: MeshSettings; readyAfterMs: number }) {
    this.#settings = options.settings;
    this.#readyAfterMs = options.readyAfterMs;
  }

  reconcile(applied: Applied, now: Date): Reconciled {
    const live = new Map(applied.objects.map(o => [objectKey(o), o]));
    const running = new Map<string, Running>();
    for (const maker of podMakers(applied)) {
      const { namespace, name } = maker.owner.metadata;
      const key = `${namespace}/${name}`;
      const next = this.#next(this.#running.get(key), maker, live, now);
      running.set(key, next);
      this.#write(next, maker, live, now);
    }
    this.#running = running;
    this.#started = true;
    const pending = [...running.values()]
      .map(({ readyAt }) => readyAt)
      .filter(readyAt => readyAt > now.getTime());
    return {
      objects: [...live.values()],
      changesAt: pending.length === 0 ? undefined : Math.min(...pending),
    };
  }

  #next(
    before: Running | undefined,
    { owner, template, replicas }: PodMaker,
    live: Map<string, KubernetesObject>,
    now: Date,
  ): Running {
    const hash = templateHash(template);
    const inSnapshot = takePods(live, owner.metadata.namespace, {
      matchLabels:
        owner.spec?.selector?.matchLabels ?? template.metadata?.labels,
    });
    if (
      before?.revision.hash === hash &&
      before.revision.owner.kind === owner.kind
    ) {
      return { ...before, revision: { ...before.revision, owner, replicas } };
    }
    return {
      revision: {
        owner,
        template,
        // As it is now: a label that comes later does nothing for pods that are there.
        namespace: namespaceNamed(live, owner.metadata.namespace ?? ''),
        replicas,
        hash,
        createdAt: now,
      },
      // Whatever runs when we start has been running for long.
      readyAt: now.getTime() + (this.#started ? this.#readyAfterMs : 0),
      replaced: before
        ? simulatedPods(before.revision, this.#settings, true)
        : inSnapshot,
    };
  }

  #write(
    { revision, readyAt, replaced }: Running,
    { takenOver }: PodMaker,
    live: Map<string, KubernetesObject>,
    now: Date,
  ): void {
    const ready = now.getTime() >= readyAt;
    const scaledDown = takenOver && {
      ...revision,
      owner: takenOver,
      replicas: 0,
    };
    const written = [
      ...(scaledDown ? [simulatedStatus(scaledDown, true)] : []),
      simulatedStatus(revision, ready),
      simulatedReplicaSet(revision, ready),
      ...simulatedPods(revision, this.#settings, ready),
      ...(ready ? [] : replaced),
    ];
    written.forEach(object => live.set(objectKey(object), object));
  }
}

/** Takes the pods of a workload, and the ReplicaSets between, out of the snapshot. */
function takePods(
  live: Map<string, KubernetesObject>,
  namespace: string | undefined,
  selector: { matchLabels?: Record<string, string> },
): Pod[] {
  const taken = [...live.values()].filter(
    ({ kind, metadata }) =>
      (kind === 'Pod' || kind === 'ReplicaSet') &&
      metadata.namespace === namespace &&
      matchesLabels(selector, metadata.labels),
  );
  taken.forEach(object => live.delete(objectKey(object)));
  return taken.filter((object): object is Pod => object.kind === 'Pod');
}

function namespaceNamed(
  live: Map<string, KubernetesObject>,
  name: string,
): Namespace {
  const found = live.get(`Namespace//${name}`);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: found?.metadata ?? { name },
  };
}
