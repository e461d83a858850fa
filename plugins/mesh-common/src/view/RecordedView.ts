import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, ViewBucket } from './ClusterView';
import { ViewChanges } from './ViewChanges';
import { ViewIndex } from './ViewIndex';

/** What was read of one kind. */
interface KindReads {
  all: boolean;
  namespaces: Set<string>;
  /** By namespace, the objects that were asked for by name. */
  names: Map<string, Set<string>>;
}

/** A view that remembers what was read through it, and so can tell whether a later view would answer the same. */
export class RecordedView extends ClusterView {
  #source: ClusterView;
  readonly #kinds = new Map<string, KindReads>();
  readonly #keys = new Map<ViewIndex<KubernetesObject>, Set<string>>();
  #everything = false;

  constructor(source: ClusterView) {
    const { cluster, mesh, gaps } = source;
    super({ cluster, mesh, gaps, objects: [] });
    this.#source = source;
  }

  /**
   * Reads from a later view from now on, when all that was read so far is the same there. Then what was made of it is as
   * good as made from the later view.
   *
   * @returns whether it is; else the view stays as it is
   */
  follow(source: ClusterView, changes: ViewChanges): boolean {
    if (this.#isTouchedBy(changes)) {
      return false;
    }
    this.#source = source;
    return true;
  }

  override list<T extends KubernetesObject>(
    kind: T['kind'],
    namespace: string,
  ): readonly T[] {
    this.#of(kind).namespaces.add(namespace);
    return this.#source.list<T>(kind, namespace);
  }

  override listAll<T extends KubernetesObject>(kind: T['kind']): readonly T[] {
    this.#of(kind).all = true;
    return this.#source.listAll<T>(kind);
  }

  override byIndex<T extends KubernetesObject>(
    index: ViewIndex<T>,
    key: string,
  ): readonly T[] {
    add(this.#keys, index, key);
    return this.#source.byIndex<T>(index, key);
  }

  override get<T extends KubernetesObject>(
    kind: T['kind'],
    namespace: string,
    name: string,
  ): T | undefined {
    add(this.#of(kind).names, namespace, name);
    return this.#source.get<T>(kind, namespace, name);
  }

  override objects(): KubernetesObject[] {
    this.#everything = true;
    return this.#source.objects();
  }

  override buckets(): ViewBucket[] {
    this.#everything = true;
    return this.#source.buckets();
  }

  #of(kind: string): KindReads {
    const known = this.#kinds.get(kind) ?? {
      all: false,
      namespaces: new Set(),
      names: new Map(),
    };
    this.#kinds.set(kind, known);
    return known;
  }

  #isTouchedBy(changes: ViewChanges): boolean {
    return (
      changes.everywhere ||
      (this.#everything && changes.buckets.length > 0) ||
      changes.buckets.some(bucket => this.#hasRead(bucket)) ||
      [...this.#keys].some(([index, keys]) => {
        const other = changes.keys(index);
        return [...keys].some(key => other.has(key));
      })
    );
  }

  #hasRead({ kind, namespace, objects }: ViewBucket): boolean {
    const reads = this.#kinds.get(kind);
    if (!reads) {
      return false;
    }
    const names = reads.names.get(namespace);
    return (
      reads.all ||
      reads.namespaces.has(namespace) ||
      (names !== undefined &&
        objects.some(({ metadata }) => names.has(metadata.name)))
    );
  }
}

function add<K>(groups: Map<K, Set<string>>, key: K, value: string): void {
  const group = groups.get(key) ?? new Set<string>();
  groups.set(key, group.add(value));
}
