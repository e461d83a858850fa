/** How fresh and how complete the view of one cluster is. */
export interface ClusterHealth {
  cluster: string;
  /** When the cluster last told us something; absent when it never did. */
  asOf?: string;
  /** Why the cluster cannot be read, or kinds of it; empty when all is well. */
  problems: string[];
}
