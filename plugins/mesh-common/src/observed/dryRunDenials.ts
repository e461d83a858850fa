import { Matcher, promqlSelector } from './promqlSelector';
import { TrafficQuery, windowOf } from './TrafficQuery';

/**
 * Requests per second to one port of a workload that policies in dry run would deny.
 *
 * The metric is one of Envoy's own and says nothing of the workload, so the pods are picked by the labels that the scrape adds,
 * by a regular expression over their names; it is experimental in Istio, and there only where proxies are told to keep it.
 *
 * @param port - that the workload listens on
 * @param pods - names of the pods; without any the answer is undefined, as there is nothing to ask about
 * @throws Error when the port is none
 */
export function dryRunDenials(
  query: TrafficQuery,
  port: number,
  pods: readonly string[],
): string | undefined {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${port} is not a port; write a number from 1 to 65535`);
  }
  if (pods.length === 0) {
    return undefined;
  }
  const series = promqlSelector(`envoy_http_inbound_0_0_0_0_${port}_rbac`, [
    ['authz_dry_run_result', '=', 'denied'],
    ['namespace', '=', query.target.namespace],
    ['pod', '=~', pods.map(literal).join('|')],
    ...Object.entries(query.labels ?? {}).map(([label, value]): Matcher => [
      label,
      '=',
      value,
    ]),
  ]);
  return `sum by (authz_dry_run_action) (rate(${series}[${windowOf(query)}]))`;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
