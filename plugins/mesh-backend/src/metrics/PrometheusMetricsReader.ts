import {
  durationOf,
  envoyPolicyQuery,
  httpCallers,
  observedCallers,
  ObservedTraffic,
  outsideCallQuery,
  outsideCalls,
  p99,
  PolicyCounts,
  policyCounts,
  QueryScope,
  responseCodes,
  responseRates,
  Sample,
  tcpCallers,
  versionCodes,
  versionP99,
  VersionTraffic,
  versionTraffic,
  ztunnelPolicyQuery,
} from '@onmesh/plugin-mesh-common';
import {
  MetricsError,
  MetricsReader,
  ObservedTarget,
} from '@onmesh/plugin-mesh-node';
import { PrometheusClient, PrometheusOptions } from './PrometheusClient';

export interface PrometheusMetricsOptions extends PrometheusOptions {
  /** Length of the window, as Prometheus writes durations. */
  window: string;
  /** Clusters whose series this Prometheus holds; all when absent. */
  clusters?: string[];
  /** Label that tells clusters apart, where one Prometheus holds the series of several. */
  clusterLabel?: string;
}

/** Traffic from Istio's standard metrics. */
export class PrometheusMetricsReader implements MetricsReader {
  readonly #options: PrometheusMetricsOptions;
  readonly #client: PrometheusClient;

  constructor(options: PrometheusMetricsOptions) {
    this.#options = options;
    this.#client = new PrometheusClient(options);
  }

  async observed(target: ObservedTarget): Promise<ObservedTraffic | undefined> {
    const { window, clusters, clusterLabel } = this.#options;
    if (clusters && !clusters.includes(target.cluster)) {
      return undefined;
    }
    const scope = {
      window,
      labels:
        clusterLabel === undefined ? {} : { [clusterLabel]: target.cluster },
    };
    const [[http, tcp, codes, durations, outside], versions, policies] =
      await Promise.all([
        Promise.all(
          [httpCallers, tcpCallers, responseCodes, p99, outsideCallQuery].map(
            expression => this.#client.query(expression({ ...scope, target })),
          ),
        ),
        this.#versions(target, scope),
        this.#policies(target, scope),
      ]);
    return {
      window,
      callers: observedCallers([...http, ...tcp]),
      ...responseRates(codes),
      p99Ms: durationOf(durations),
      versions,
      outside: outsideCalls(outside),
      policies,
    };
  }

  /** Asked only where there are versions to tell apart: most targets have one. */
  async #versions(
    { namespace, versionedService }: ObservedTarget,
    scope: QueryScope,
  ): Promise<VersionTraffic[] | undefined> {
    if (versionedService === undefined) {
      return undefined;
    }
    const service = { namespace, name: versionedService };
    const [codes, durations] = await Promise.all(
      [versionCodes, versionP99].map(expression =>
        this.#client.query(expression({ ...scope, service })),
      ),
    );
    return versionTraffic(codes, durations);
  }

  /**
   * Asked where there are proxies that would count. Counts that cannot be read are not known, and keep nothing else from being
   * told: they are asked for without the name of a metric, which some that speak this API refuse.
   */
  async #policies(
    target: ObservedTarget,
    scope: QueryScope,
  ): Promise<PolicyCounts | undefined> {
    const { envoy, ztunnel } = target.policies ?? {};
    if (!envoy && !ztunnel) {
      return undefined;
    }
    const [tried, refused] = await Promise.all([
      envoy ? this.#samplesIfAny(envoyPolicyQuery(scope, envoy)) : [],
      ztunnel
        ? this.#samplesIfAny(ztunnelPolicyQuery({ ...scope, target }))
        : [],
    ]);
    return policyCounts(tried, refused);
  }

  async #samplesIfAny(expression: string): Promise<Sample[]> {
    try {
      return await this.#client.query(expression);
    } catch (error) {
      if (error instanceof MetricsError) {
        return [];
      }
      throw error;
    }
  }
}
