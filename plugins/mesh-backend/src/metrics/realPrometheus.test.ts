import {
  httpSecurity,
  plaintextHttpCallers,
  plaintextTcpCallers,
  tcpSecurity,
} from '@onmesh/plugin-mesh-common';
import {
  Counter,
  hasPrometheus,
  Prometheus,
} from '../__testUtils__/prometheus';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusMetricsReader } from './PrometheusMetricsReader';

jest.setTimeout(60_000);

const window = '30m';
const target = { cluster: 'eu', namespace: 'shop', workload: 'orders-v1' };
const REQUESTS = 'istio_requests_total';
const CONNECTIONS = 'istio_tcp_connections_opened_total';
const BUCKETS = 'istio_request_duration_milliseconds_bucket';

/** Series as sidecars leave them, of requests to the Service `orders`. */
const to = (version: string, labels: Record<string, string> = {}) => ({
  destination_workload: `orders-${version}`,
  destination_workload_namespace: 'shop',
  destination_service_name: 'orders',
  destination_service_namespace: 'shop',
  destination_version: version,
  reporter: 'destination',
  ...labels,
});
const from = (workload: string, mtls = true) => ({
  source_workload: workload,
  source_workload_namespace: 'shop',
  source_principal: mtls ? `spiffe://cluster.local/ns/shop/sa/${workload}` : '',
  connection_security_policy: mtls ? 'mutual_tls' : 'none',
});
/** Series as the sidecar of `checkout` leaves them, of calls to what the mesh does not know. */
const beyond = (service: string, name: string, response_code: string) => ({
  ...from('checkout'),
  reporter: 'source',
  destination_service: service,
  destination_service_name: name,
  destination_service_namespace: 'unknown',
  response_code,
});
const requests = (
  perSecond: number,
  labels: Record<string, string>,
  since?: number,
): Counter => ({ name: REQUESTS, labels, perSecond, since });
/** All answers between two bounds, in milliseconds. */
const answered = (
  version: string,
  perSecond: number,
  within: string,
): Counter[] =>
  ['50', '100', '250', '500', '+Inf']
    .filter(le => le === '+Inf' || Number(le) >= Number(within))
    .map(le => ({
      name: BUCKETS,
      labels: to(version, { ...from('checkout'), le }),
      perSecond,
    }));

const series: Counter[] = [
  requests(8, to('v1', { ...from('checkout'), response_code: '200' })),
  requests(
    8,
    to('v1', {
      ...from('checkout'),
      connection_security_policy: 'unknown',
      response_code: '200',
      reporter: 'source',
    }),
  ),
  requests(1, to('v1', { ...from('checkout'), response_code: '403' })),
  requests(1, to('v1', { ...from('legacy', false), response_code: '200' })),
  // It called once, a moment ago, and never before.
  requests(0.01, to('v1', { ...from('nightly'), response_code: '200' }), 0),
  requests(3, to('v2', { ...from('checkout'), response_code: '200' })),
  requests(1, to('v2', { ...from('checkout'), response_code: '503' })),
  requests(4, beyond('api.example', 'PassthroughCluster', '200')),
  requests(2, beyond('api.example', 'PassthroughCluster', '503')),
  {
    name: CONNECTIONS,
    labels: beyond('BlackHoleCluster', 'BlackHoleCluster', '0'),
    perSecond: 2,
  },
  ...answered('v1', 10, '100'),
  ...answered('v2', 4, '500'),
];

(hasPrometheus() ? describe : describe.skip)('a real Prometheus', () => {
  let prometheus: Prometheus;
  let client: PrometheusClient;

  beforeAll(async () => {
    prometheus = await Prometheus.start(series);
    client = new PrometheusClient({ url: prometheus.url, timeoutMs: 10_000 });
  });
  afterAll(() => prometheus?.stop());

  const observe = (versionedService?: string, workload = target.workload) =>
    new PrometheusMetricsReader({
      url: prometheus.url,
      window,
      timeoutMs: 10_000,
    }).observed({ ...target, workload, versionedService });

  it('tells who calls and how, once each, and who called only once', async () => {
    const observed = await observe();
    const rates = observed?.callers.map(
      ({ workload, mtls, requestsPerSecond }) => [
        workload,
        mtls,
        Number(requestsPerSecond.toPrecision(2)),
      ],
    );
    expect(rates?.slice(0, 2)).toEqual([
      ['checkout', true, 9],
      ['legacy', false, 1],
    ]);
    expect(rates?.[2]?.slice(0, 2)).toEqual(['nightly', true]);
    expect(observed?.callers[2].requestsPerSecond).toBeGreaterThan(0);
  });

  it('tells how requests were answered', async () => {
    const observed = await observe();
    expect(observed?.successRate).toBe(1);
    expect(observed?.forbiddenRate).toBeCloseTo(0.1, 2);
    expect(observed?.p99Ms).toBeGreaterThan(50);
    expect(observed?.p99Ms).toBeLessThanOrEqual(100);
    expect(observed?.versions).toBeUndefined();
  });

  it('tells versions behind one Service apart, whichever workload is asked about', async () => {
    const { versions = [] } = (await observe('orders')) ?? {};
    expect(versions.map(({ version }) => version)).toEqual(['v1', 'v2']);
    const [v1, v2] = versions;
    expect(v1.share).toBeCloseTo(10 / 14, 2);
    expect(v2.share).toBeCloseTo(4 / 14, 2);
    expect(v1.successRate).toBe(1);
    expect(v2.successRate).toBeCloseTo(0.75, 2);
    expect(v1.p99Ms).toBeLessThanOrEqual(100);
    expect(v2.p99Ms).toBeGreaterThan(250);
  });

  it('answers with no callers where nothing was seen', async () => {
    expect(await observe('nothing', 'no "such" {workload}\\')).toEqual({
      window,
      callers: [],
      versions: [],
      outside: [],
    });
  });

  it('tells which hosts were called that the mesh does not know, once each', async () => {
    const { outside = [] } = (await observe(undefined, 'checkout')) ?? {};
    expect(
      outside.map(({ perSecond, ...call }) => [
        call,
        Number(perSecond.toPrecision(2)),
      ]),
    ).toEqual([
      [{ host: 'api.example', blocked: false }, 6],
      [{ blocked: true }, 2],
    ]);
  });

  it.each([
    httpSecurity,
    tcpSecurity,
    plaintextHttpCallers,
    plaintextTcpCallers,
  ])('understands the query of $name', async build => {
    const samples = await client.query(build({ target, window }));
    expect(Array.isArray(samples)).toBe(true);
  });

  it('names the caller without mutual TLS, and no other', async () => {
    const samples = await client.query(
      plaintextHttpCallers({ target, window }),
    );
    expect(samples.map(({ labels }) => labels.source_workload)).toEqual([
      'legacy',
    ]);
  });
});
