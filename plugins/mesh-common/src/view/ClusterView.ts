import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { InjectorSettings } from './injectorSettings';
import { ViewIndex } from './ViewIndex';

/** What a reader of a mesh must know besides its objects. */
export interface MeshSettings {
  /** Where mesh-wide policies live: `rootNamespace` of the mesh config. */
  rootNamespace: string;
  trustDomain: string;
  trustDomainAliases: string[];
  /** Control planes whose injection webhooks exist. */
  revisions: string[];
  /** Revision tags, each with the revision it points at. */
  revisionTags: Record<string, string>;
  enableNamespacesByDefault: boolean;
  /** Providers of access logs for whoever names none. */
  accessLogProviders?: string[];
  /** Whether sidecars use mutual TLS by themselves where the other side can; they do unless told otherwise. */
  enableAutoMtls?: boolean;
  /** What becomes of calls to hosts that a sidecar does not know, where no Sidecar says; they are let through when absent, or it is not known. */
  outboundTrafficPolicy?: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  /** Retries of routes that say nothing of them; Istio's own when absent. */
  defaultHttpRetryPolicy?: {
    attempts?: number;
    perTryTimeout?: string;
    retryOn?: string;
  };
  /** ServiceEntries without an address are given one. */
  allocatesAddresses?: boolean;
  /** Applications start when their sidecar has, unless a pod says otherwise. */
  holdApplicationUntilProxyStarts?: boolean;
  /** By revision; of one that is missing it is not known how it injects. */
  injectors?: Record<string, InjectorSettings>;
  /** Variant of the image of proxies, such as `distroless`, for whoever asks for none. */
  proxyImageType?: string;
  /** Providers of traces that are Lightstep's. */
  lightstepProviders?: string[];
}

/** Istio as its default profile installs it. */
export const defaultMeshSettings: MeshSettings = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  trustDomainAliases: [],
  revisions: ['default'],
  revisionTags: {},
  enableNamespacesByDefault: false,
};

/** A kind that could not be read, so nothing can be concluded from its absence. */
export interface ViewGap {
  kind: string;
  /** In words: forbidden, not installed, not reachable. */
  reason: string;
  /** True when the cluster does not have the kind at all: then there are no such objects. */
  notInstalled: boolean;
}

/** The objects of one kind in one namespace. */
export interface ViewBucket {
  kind: string;
  namespace: string;
  objects: readonly KubernetesObject[];
}

/**
 * A read-only set of one cluster's objects at one moment, indexed so that a question about one namespace costs that
 * namespace and not the cluster. Everything that judges a mesh takes one of these.
 */
export class ClusterView {
  readonly cluster: string;
  readonly mesh: MeshSettings;
  readonly gaps: readonly ViewGap[];
  readonly #byKind = new Map<string, Map<string, KubernetesObject[]>>();
  readonly #indexes = new Map<
    ViewIndex<KubernetesObject>,
    Map<string, KubernetesObject[]>
  >();

  constructor(options: {
    cluster: string;
    objects: Iterable<KubernetesObject>;
    mesh?: Partial<MeshSettings>;
    gaps?: readonly ViewGap[];
  }) {
    this.cluster = options.cluster;
    this.mesh = { ...defaultMeshSettings, ...options.mesh };
    this.gaps = options.gaps ?? [];
    for (const object of options.objects) {
      const namespaces =
        this.#byKind.get(object.kind) ?? new Map<string, KubernetesObject[]>();
      this.#byKind.set(object.kind, namespaces);
      const namespace = object.metadata.namespace ?? '';
      const siblings = namespaces.get(namespace);
      if (siblings) {
        siblings.push(object);
      } else {
        namespaces.set(namespace, [object]);
      }
    }
  }

  /** Objects of a kind in one namespace; `''` for cluster-scoped kinds. */
  list<T extends KubernetesObject>(
    kind: T['kind'],
    namespace: string,
  ): readonly T[] {
    return ofKind<T>(this.#byKind.get(kind)?.get(namespace) ?? []);
  }

  /** Objects of a kind in all namespaces. */
  listAll<T extends KubernetesObject>(kind: T['kind']): readonly T[] {
    return ofKind<T>([...(this.#byKind.get(kind)?.values() ?? [])].flat());
  }

  /** Objects of all namespaces that an index finds by a key, sorted by namespace. */
  byIndex<T extends KubernetesObject>(
    index: ViewIndex<T>,
    key: string,
  ): readonly T[] {
    const known = this.#indexes.get(index) ?? this.#sort(index);
    this.#indexes.set(index, known);
    return ofKind<T>(known.get(key) ?? []);
  }

  get<T extends KubernetesObject>(
    kind: T['kind'],
    namespace: string,
    name: string,
  ): T | undefined {
    return this.list<T>(kind, namespace).find(o => o.metadata.name === name);
  }

  /** Why nothing can be concluded from the absence of a kind's objects, or undefined when they were all read. */
  unreadable(kind: string): ViewGap | undefined {
    return this.gaps.find(gap => gap.kind === kind && !gap.notInstalled);
  }

  /** All objects, in no particular order. */
  objects(): KubernetesObject[] {
    return this.buckets().flatMap(({ objects }) => objects);
  }

  /** All objects, by where they are. */
  buckets(): ViewBucket[] {
    return [...this.#byKind].flatMap(([kind, namespaces]) =>
      [...namespaces].map(([namespace, objects]) => ({
        kind,
        namespace,
        objects,
      })),
    );
  }

  #sort<T extends KubernetesObject>(
    index: ViewIndex<T>,
  ): Map<string, KubernetesObject[]> {
    // By namespace: in the order in which they were first seen, what is found could change places when other objects change.
    const found = index.kinds.flatMap(kind =>
      [...(this.#byKind.get(kind)?.keys() ?? [])]
        .sort()
        .flatMap(namespace => this.list<T>(kind, namespace)),
    );
    const groups = new Map<string, KubernetesObject[]>();
    for (const object of found) {
      for (const key of new Set(index.keysOf(object))) {
        const group = groups.get(key) ?? [];
        groups.set(key, group);
        group.push(object);
      }
    }
    return groups;
  }
}

// The index guarantees the kind, and a kind's fields are all optional, so that reading them asks for no more than that.
function ofKind<T extends KubernetesObject>(
  objects: readonly KubernetesObject[],
): readonly T[] {
  return objects as readonly KubernetesObject[] as readonly T[];
}
