import { ClusterHealth, ClusterView } from '@onmesh/plugin-mesh-common';

/** What is known about one cluster at a moment: its objects, and how fresh and complete they are. */
export interface ClusterAnswer {
  view: ClusterView;
  health: ClusterHealth;
}

/**
 * Hears that a cluster changed.
 *
 * @param namespaces - where objects changed, `''` for what lies in none; undefined when it can be anywhere
 */
export type ClusterListener = (
  cluster: string,
  namespaces?: ReadonlySet<string>,
) => void;

/** Where the objects of one or more clusters come from. It only ever reads. */
export interface ClusterReader {
  /** Names of the clusters that this reader answers for. */
  clusters(): string[];
  /**
   * The last good view of a cluster with its age and problems. It waits for a cluster that never answered, at most as
   * long as the reader is configured to; after that the view is empty and `health.problems` says why.
   *
   * @throws NotFoundError for a cluster that is not one of `clusters()`
   */
  view(cluster: string): Promise<ClusterAnswer>;
  /**
   * Calls the listener some time after objects of a cluster or its health changed; many changes may be told as one.
   *
   * @returns a function that ends the subscription
   */
  onChange(listener: ClusterListener): () => void;
  /** Stops reading and frees what it takes. Views that were handed out stay valid. */
  close(): Promise<void>;
}
