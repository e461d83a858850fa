import { VersionTraffic } from '../observed/versionTraffic';

/** Requests of one caller to a target within the window. */
export interface ObservedCaller {
  /** Workload name of the caller; absent when the metrics do not name it. */
  workload?: string;
  namespace?: string;
  serviceAccount?: string;
  /** Whether the connection was mutual TLS: true, false, or undefined when the metrics do not say. */
  mtls?: boolean;
  requestsPerSecond: number;
}

/** Calls of a target to hosts that its proxies did not know. */
export interface OutsideCall {
  /** As requests name it, without a port; absent for connections, of which the metrics do not say where they went. */
  host?: string;
  /** They were refused, as the mesh lets only known hosts be called. */
  blocked: boolean;
  /** Requests or connections. */
  perSecond: number;
}

/** What the metrics said about a target. Without metrics there is no such object: that is unknown, not silence. */
export interface ObservedTraffic {
  /** Length of the window looked at, as Prometheus writes durations: `30m`, `24h`. */
  window: string;
  /** No entry means that no traffic was seen in the window. */
  callers: ObservedCaller[];
  /** Share of requests not answered with 5xx, 0 to 1; absent without traffic. */
  successRate?: number;
  /** Share of requests answered 403, 0 to 1; absent without traffic. */
  forbiddenRate?: number;
  /** Milliseconds; absent without traffic. */
  p99Ms?: number;
  /**
   * How requests are divided between the versions behind the Service of the target; absent where it has one version only,
   * or the metrics do not say.
   */
  versions?: VersionTraffic[];
  /** The most frequent first, none where none was seen; absent where it was not asked for. */
  outside?: OutsideCall[];
}
