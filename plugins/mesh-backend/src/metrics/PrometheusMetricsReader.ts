import { ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { MetricsReader, ObservedTarget } from '@onmesh/plugin-mesh-node';
import { observedCallers } from './observedCallers';
import {
  PrometheusClient,
  PrometheusOptions,
  Sample,
} from './PrometheusClient';
import { httpCallers, p99, responseCodes, tcpCallers } from './promql';

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
    const query = {
      target,
      window,
      labels:
        clusterLabel === undefined ? {} : { [clusterLabel]: target.cluster },
    };
    const [http, tcp, codes, durations] = await Promise.all(
      [httpCallers, tcpCallers, responseCodes, p99].map(expression =>
        this.#client.query(expression(query)),
      ),
    );
    return {
      window,
      callers: observedCallers([...http, ...tcp]),
      successRate: share(codes, code => !code.startsWith('5')),
      forbiddenRate: share(codes, code => code === '403'),
      p99Ms: fromBestReporter(durations)
        .map(sample => sample.value)
        .find(Number.isFinite),
    };
  }
}

/** Share of requests by response code, 0 to 1; undefined without requests. */
function share(
  samples: readonly Sample[],
  counts: (code: string) => boolean,
): number | undefined {
  const reported = fromBestReporter(samples);
  const sum = (chosen: readonly Sample[]) =>
    chosen.reduce((total, { value }) => total + value, 0);
  const total = sum(reported);
  return total > 0
    ? sum(reported.filter(s => counts(s.labels.response_code ?? ''))) / total
    : undefined;
}

/** One end's reports, so that no request counts twice: the nearest to the target that there is. */
function fromBestReporter(samples: readonly Sample[]): Sample[] {
  return (
    ['waypoint', 'destination', 'source']
      .map(reporter => samples.filter(s => s.labels.reporter === reporter))
      .find(reported => reported.length > 0) ?? []
  );
}
