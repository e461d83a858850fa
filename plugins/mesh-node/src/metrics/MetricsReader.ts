import {
  ObservedTraffic,
  PolicyCounters,
  Target,
} from '@onmesh/plugin-mesh-common';

/** Whose traffic to look at. */
export interface ObservedTarget extends Target {
  /** Service account that the target's pods run as. */
  serviceAccount?: string;
  /** Service that leads to more than one version, whose shares are asked for. */
  versionedService?: string;
  /** Proxies that count what policies do to its requests. */
  policies?: PolicyCounters;
}

/** Where it is known from who calls whom. */
export interface MetricsReader {
  /**
   * Requests that a target received within the reader's window. Undefined when no metrics are configured for the target's
   * cluster: that is unknown. No traffic is an answer with no callers.
   *
   * @throws MetricsError when metrics are configured and could not be read
   */
  observed(target: ObservedTarget): Promise<ObservedTraffic | undefined>;
}
