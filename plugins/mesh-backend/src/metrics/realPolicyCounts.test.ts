import { PolicyCounters } from '@onmesh/plugin-mesh-common';
import {
  Counter,
  hasPrometheus,
  Prometheus,
} from '../__testUtils__/prometheus';
import { PrometheusMetricsReader } from './PrometheusMetricsReader';

jest.setTimeout(60_000);

/** A counter of RBAC as Envoy leaves it, with the labels that a scrape adds. */
const rbac = (
  pod: string,
  perSecond: number,
  labels: Record<string, string>,
  { name = 'envoy_http_rbac', since }: { name?: string; since?: number } = {},
): Counter => ({
  name,
  labels: {
    namespace: 'shop',
    pod,
    http_conn_manager_prefix: 'inbound_0.0.0.0_8080',
    ...labels,
  },
  perSecond,
  since,
});
const tried = (action: string, result: string) => ({
  authz_dry_run_action: action,
  authz_dry_run_result: result,
});
const enforced = (result: string) => ({ authz_enforce_result: result });
const ORDERS = 'orders-6b9f7d9c5-abcde';
const SINCE_1_24 = 'orders-new-7d9f8b6c5-';
const MOMENT = { since: 60 };
/** Connections as ztunnel counts them once they are closed. */
const taken = (response_flags: string, perSecond: number): Counter => ({
  name: 'istio_tcp_connections_closed_total',
  labels: {
    destination_workload: 'stock',
    destination_workload_namespace: 'shop',
    reporter: 'destination',
    response_flags,
    source_workload: 'orders',
    connection_security_policy: 'mutual_tls',
  },
  perSecond,
});

const series: Counter[] = [
  // Up to Istio 1.23 the listener is in the name, so that two ports of one pod differ in nothing else.
  ...['8080', '9090'].flatMap(port => {
    const name = `envoy_http_inbound_0_0_0_0_${port}_rbac`;
    const labels = { http_conn_manager_prefix: '' };
    return [
      rbac(ORDERS, 1, { ...tried('allow', 'allowed'), ...labels }, { name }),
      rbac(ORDERS, 0.1, { ...tried('allow', 'denied'), ...labels }, { name }),
    ];
  }),
  // Results of CUSTOM policies, which are no dry run.
  rbac(
    ORDERS,
    9,
    { authz_dry_run_result: 'denied' },
    { name: 'envoy_http_rbac_istio_ext_authz_' },
  ),
  rbac(ORDERS, 9, enforced('allowed')),
  rbac(ORDERS, 0, enforced('denied')),
  // Another workload, whose name begins alike.
  rbac('orders-v2-6b9f7d9c5-abcde', 5, tried('allow', 'denied')),
  // Since Istio 1.24; of two pods, of which one came within the window, and was refused something at once.
  rbac(`${SINCE_1_24}aaaaa`, 2, tried('allow', 'allowed')),
  rbac(`${SINCE_1_24}aaaaa`, 0, tried('allow', 'denied')),
  rbac(`${SINCE_1_24}bbbbb`, 2, tried('allow', 'allowed'), MOMENT),
  rbac(`${SINCE_1_24}bbbbb`, 1 / 30, tried('allow', 'denied'), { since: 0 }),
  rbac(`${SINCE_1_24}aaaaa`, 0.01, tried('deny', 'denied')),
  rbac(`${SINCE_1_24}aaaaa`, 0.02, enforced('denied')),
  taken('-', 0.9),
  taken('DENY', 0.1),
];

(hasPrometheus() ? describe : describe.skip)(
  'a real Prometheus, about policies',
  () => {
    let prometheus: Prometheus;

    beforeAll(async () => {
      prometheus = await Prometheus.start(series);
    });
    afterAll(() => prometheus?.stop());

    const measured = async (policies: PolicyCounters, workload = 'orders') => {
      const observed = await new PrometheusMetricsReader({
        url: prometheus.url,
        window: '30m',
        timeoutMs: 10_000,
      }).observed({
        cluster: 'eu',
        namespace: 'shop',
        workload,
        policies,
      });
      return observed?.policies;
    };
    const sidecars = (...pods: string[]) =>
      measured({ envoy: { namespace: 'shop', pods, counts: 'all' } });

    it('adds up the ports of a pod, which older releases tell apart by the name of the metric', async () => {
      const { dryRunAllow, ...rest } = (await sidecars(ORDERS)) ?? {};
      expect(dryRunAllow?.denied).toBeGreaterThanOrEqual(350);
      expect(dryRunAllow?.denied).toBeLessThanOrEqual(370);
      expect(dryRunAllow?.allowed).toBeGreaterThanOrEqual(3500);
      expect(dryRunAllow?.allowed).toBeLessThanOrEqual(3700);
      expect(rest).toEqual({ enforced: { denied: 0 } });
    });

    it('counts what a pod that came within the window was asked first, once', async () => {
      const {
        dryRunAllow,
        dryRunDeny,
        enforced: held,
      } = (await sidecars(`${SINCE_1_24}aaaaa`)) ?? {};
      expect(dryRunAllow?.denied).toBe(1);
      expect(dryRunAllow?.allowed).toBeGreaterThan(3600);
      expect(dryRunAllow?.allowed).toBeLessThan(3900);
      expect(dryRunDeny).toEqual({ denied: 18, allowed: 0 });
      expect(held?.denied).toBe(36);
    });

    it('tells of ztunnel how many connections it refused, and of how many', async () => {
      const { enforced: held } =
        (await measured({ ztunnel: true }, 'stock')) ?? {};
      expect(held?.denied).toBe(180);
      expect(held?.total).toBe(1800);
    });

    it('knows nothing where no proxy reports', async () => {
      expect(await sidecars('unmeasured-6b9f7d9c5-abcde')).toEqual({});
      expect(await measured({ ztunnel: true }, 'unmeasured')).toEqual({});
      expect(await measured({})).toBeUndefined();
    });
  },
);
