import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { windowSeconds } from '@onmesh/plugin-mesh-common';
import { ClusterReader, MetricsReader } from '@onmesh/plugin-mesh-node';
import { errorMessage } from '../clusters/errorMessage';
import { DemoMetricsReader } from '../demo/DemoMetricsReader';
import { CachedMetricsReader } from './CachedMetricsReader';
import { PrometheusMetricsReader } from './PrometheusMetricsReader';
import { SnapshotMetricsReader } from './SnapshotMetricsReader';

/**
 * The metrics of `mesh.metrics`; without it, a reader for which all traffic is unknown.
 *
 * @throws InputError for a configuration that cannot be understood
 */
export function createMetricsReader(
  config: Config,
  clusters: ClusterReader,
): MetricsReader {
  const metrics = config.getOptionalConfig('mesh.metrics');
  if (!metrics) {
    return { observed: async () => undefined };
  }
  const type = metrics.getString('type');
  switch (type) {
    case 'snapshot':
      return fileReader(metrics);
    case 'demo':
      return new DemoMetricsReader({ traffic: fileReader(metrics), clusters });
    case 'prometheus':
      return new CachedMetricsReader({ reader: prometheusReader(metrics) });
    default:
      throw new InputError(
        `mesh.metrics has the type ${JSON.stringify(type)}; write prometheus, snapshot or demo`,
      );
  }
}

function fileReader(metrics: Config): MetricsReader {
  return new SnapshotMetricsReader({
    file: resolve(metrics.getString('path')),
  });
}

function prometheusReader(metrics: Config): MetricsReader {
  const url = metrics.getString('url');
  const window = metrics.getOptionalString('window') ?? '30m';
  if (!/^https?:$/.test(protocolOf(url))) {
    throw new InputError(
      'mesh.metrics.url is not the http or https address of a Prometheus',
    );
  }
  try {
    windowSeconds(window);
  } catch (error) {
    throw new InputError(`mesh.metrics.window: ${errorMessage(error)}`);
  }
  return new PrometheusMetricsReader({
    url,
    window,
    token: metrics.getOptionalString('token'),
    timeoutMs: metrics.getOptionalNumber('timeoutMs') ?? 5000,
    clusters: metrics.getOptionalStringArray('clusters'),
    clusterLabel: metrics.getOptionalString('clusterLabel'),
  });
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}
