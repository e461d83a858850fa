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

/** How many requests or connections policies were asked about within the window. */
export interface PolicyCount {
  denied: number;
  allowed: number;
}

/**
 * What proxies counted of policies within the window. A count that is absent is not known, as no proxy reported it: that is
 * not a count of zero.
 */
export interface PolicyCounts {
  /** Of policies in dry run that allow: `denied` is what none of them names, and would be refused if they alone were enforced. */
  dryRunAllow?: PolicyCount;
  /** Of policies in dry run that deny. */
  dryRunDeny?: PolicyCount;
  /**
   * Of policies that are enforced. `total` is absent where sidecars count: they count what they let through once for each
   * action that there are policies for.
   */
  enforced?: { denied: number; total?: number };
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
  /** Absent where there is no proxy that would count, or it was not asked. */
  policies?: PolicyCounts;
}
