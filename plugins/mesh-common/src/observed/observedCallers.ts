import { ObservedCaller } from '../status/ObservedTraffic';
import { groupBy } from '../groupBy';
import { known } from './known';
import { Sample } from './Sample';

/**
 * The callers in samples grouped by source, policy and reporter. One request is reported by both ends: what the
 * receiving end says comes first, for only that end knows whether the connection was mutual TLS; a caller that only the
 * sending end reports (the target has no proxy, or refused the connection) still called.
 *
 * Sidecars and waypoints say `mutual_tls` or `none`, ztunnel says `mutual_tls` or `unknown`, and the sending end always
 * says `unknown`.
 */
export function observedCallers(samples: readonly Sample[]): ObservedCaller[] {
  const bySource = groupBy(
    samples.filter(({ value }) => value > 0),
    sourceOf,
  );
  return [...bySource.values()]
    .flatMap(reports => {
      const received = reports.filter(s => s.labels.reporter !== 'source');
      // A waypoint and the sidecar behind it both report one request as receivers.
      const reporter = received.some(s => s.labels.reporter === 'waypoint')
        ? 'waypoint'
        : 'destination';
      const chosen =
        received.length > 0
          ? received.filter(s => s.labels.reporter === reporter)
          : reports;
      return [...groupBy(chosen, mtlsOf)].map(([mtls, same]) => ({
        ...identityOf(same),
        mtls,
        requestsPerSecond: same.reduce((sum, s) => sum + s.value, 0),
      }));
    })
    .sort((a, b) => b.requestsPerSecond - a.requestsPerSecond);
}

function mtlsOf({ labels }: Sample): boolean | undefined {
  return labels.reporter === 'source'
    ? undefined
    : labels.connection_security_policy === 'mutual_tls';
}

function sourceOf({ labels }: Sample): string {
  const workload = known(labels.source_workload);
  return workload === undefined
    ? `principal ${known(labels.source_principal) ?? ''}`
    : `workload ${labels.source_workload_namespace}/${workload}`;
}

function identityOf(
  samples: readonly Sample[],
): Pick<ObservedCaller, 'workload' | 'namespace' | 'serviceAccount'> {
  const { labels } = samples[0];
  const spiffe = samples
    .map(s =>
      /\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(s.labels.source_principal ?? ''),
    )
    .find(match => match !== null);
  return {
    workload: known(labels.source_workload),
    namespace: known(labels.source_workload_namespace) ?? spiffe?.[1],
    serviceAccount: spiffe?.[2],
  };
}
