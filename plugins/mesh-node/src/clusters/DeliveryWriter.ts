import { Rollout, RolloutPatch, Target } from '@onmesh/plugin-mesh-common';

/** How a patch is to be sent. */
export interface PatchOptions {
  /** Version that the object must still have. */
  resourceVersion: string;
  /** Checks everything and changes nothing. */
  dryRun?: boolean;
}

/**
 * Steers deliveries that are under way: the one thing that Onmesh changes in a cluster. It works under an identity of its
 * own, never the one that reads.
 *
 * Errors are those of `@backstage/errors`, by their names: `NotFoundError`, `NotAllowedError` when the cluster refuses the
 * identity, `ConflictError` when the object is at another version, `ServiceUnavailableError` when the cluster did not
 * answer, after which it is not known whether a patch was applied.
 */
export interface DeliveryWriter {
  /** Names of the clusters in which deliveries can be steered. */
  clusters(): string[];
  /** The Rollout of a workload as the cluster has it now, and not as somebody remembers it. */
  read(target: Target): Promise<Rollout>;
  /**
   * Applies a patch to the Rollout of a workload, or nothing at all when it is at another version.
   *
   * @returns the Rollout afterwards
   */
  patch(
    target: Target,
    patch: RolloutPatch,
    options: PatchOptions,
  ): Promise<Rollout>;
}
