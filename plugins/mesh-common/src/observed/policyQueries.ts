import { PolicyCounters } from '../status/policyCounters';
import { growthBy } from './growthBy';
import { podPattern } from './podPattern';
import { Matcher, promqlSelector } from './promqlSelector';
import {
  matchersOf,
  QueryScope,
  targetSeries,
  TrafficQuery,
} from './TrafficQuery';

const CLOSED = 'istio_tcp_connections_closed_total';

/**
 * How often Envoy held requests or connections against policies within the window, by what came of it: against those in dry
 * run by action and result, against those that are enforced by result.
 *
 * Every sidecar and waypoint keeps these counters, whatever it is told to keep beyond them. Their name says by which listener
 * and has changed (up to Istio 1.23 `envoy_http_inbound_0_0_0_0_8080_rbac`, since then `envoy_http_rbac`, another for TCP), so
 * they are asked for by the labels that the bootstrap gives them. Of CUSTOM policies the result has no action and means
 * something else. They say nothing of the workload, so the pods are picked by the labels that the scrape adds.
 *
 * Source: istio tools/packaging/common/envoy_bootstrap.json (stats_tags), pkg/bootstrap/config.go (getStatsOptions),
 * pilot/pkg/security/authz/model/model.go.
 */
export function envoyPolicyQuery(
  scope: QueryScope,
  { namespace, pods, counts }: NonNullable<PolicyCounters['envoy']>,
): string {
  const series = (...labels: Matcher[]) =>
    promqlSelector(undefined, [
      ...labels,
      ['namespace', '=', namespace],
      ['pod', '=~', podPattern(pods)],
      ...matchersOf(scope.labels),
    ]);
  const dryRun = growthBy(
    'authz_dry_run_action, authz_dry_run_result',
    series(
      ['authz_dry_run_action', '=~', 'allow|deny'],
      ['authz_dry_run_result', '=~', 'allowed|denied'],
    ),
    scope,
  );
  return counts === 'dry-run'
    ? dryRun
    : `${dryRun} or ${growthBy('authz_enforce_result', series(['authz_enforce_result', '=~', 'allowed|denied']), scope)}`;
}

/**
 * Connections that ztunnel took for a target within the window, by how they ended; `DENY` are those that a policy refused. It
 * opens each before it asks the policies, so that only the counter of those that were closed tells.
 *
 * Source: ztunnel src/proxy/metrics.rs (record_with_flag).
 */
export function ztunnelPolicyQuery(query: TrafficQuery): string {
  return growthBy(
    'response_flags',
    targetSeries(CLOSED, query, [['reporter', '=', 'destination']]),
    query,
  );
}
