import { ServerResponse } from 'node:http';
import {
  PrometheusApi,
  startPrometheusApi,
  Vector,
} from '../__testUtils__/prometheusApi';
import { PrometheusMetricsReader } from './PrometheusMetricsReader';

const target = {
  cluster: 'eu',
  namespace: 'shop',
  workload: 'order-service',
};
const checkout = {
  source_workload: 'checkout-service',
  source_workload_namespace: 'shop',
};
const received =
  '{destination_workload="order-service",destination_workload_namespace="shop"}';
const spiffe = 'spiffe://cluster.local/ns/shop/sa/checkout';

describe('PrometheusMetricsReader', () => {
  let api: PrometheusApi;

  afterEach(() => api.close());

  const open = async (
    answer: Parameters<typeof startPrometheusApi>[0],
    options: Partial<
      ConstructorParameters<typeof PrometheusMetricsReader>[0]
    > = {},
  ) => {
    api = await startPrometheusApi(answer);
    return new PrometheusMetricsReader({
      url: api.url,
      window: '30m',
      timeoutMs: 2000,
      ...options,
    });
  };
  const vectors = (answers: Record<string, Vector[]>) => (query: string) =>
    Object.entries(answers).find(([part]) => query.includes(part))?.[1] ?? [];
  const callersFrom = async (series: Vector[]) => {
    const reader = await open(
      vectors({ 'source_principal, connection': series }),
    );
    // The TCP counter answers the same here, and so doubles the rates.
    return (await reader.observed(target))?.callers.map(caller => ({
      ...caller,
      requestsPerSecond: caller.requestsPerSecond / 2,
    }));
  };

  it('answers with no callers and no rates when there are no series', async () => {
    const reader = await open(() => []);
    expect(await reader.observed(target)).toEqual({
      window: '30m',
      callers: [],
      outside: [],
    });
  });

  it('asks about the target alone', async () => {
    const reader = await open(() => []);
    await reader.observed(target);
    expect(api.asked).toHaveLength(5);
    const sent =
      '{reporter="source",source_workload="order-service",source_workload_namespace="shop",';
    for (const { expression } of api.asked) {
      expect(expression.replaceAll(sent, received)).toContain(received);
    }
  });

  it.each([
    ['destination', 'mutual_tls', true],
    ['destination', 'none', false],
    ['waypoint', 'mutual_tls', true],
    // ztunnel never says none.
    ['destination', 'unknown', false],
    ['source', 'unknown', undefined],
  ])(
    'takes a report by %s of %s as mTLS: %s',
    async (reporter, policy, mtls) => {
      const callers = await callersFrom([
        {
          metric: { ...checkout, reporter, connection_security_policy: policy },
          value: 3,
        },
      ]);
      expect(callers).toEqual([
        {
          workload: 'checkout-service',
          namespace: 'shop',
          serviceAccount: undefined,
          mtls,
          requestsPerSecond: 3,
        },
      ]);
    },
  );

  it('counts a request once, as the end says that knows most', async () => {
    const report = (reporter: string, policy: string, value: number) => ({
      metric: {
        ...checkout,
        reporter,
        connection_security_policy: policy,
        source_principal: spiffe,
      },
      value,
    });
    const callers = await callersFrom([
      report('source', 'unknown', 5),
      report('destination', 'mutual_tls', 5),
      report('waypoint', 'mutual_tls', 5),
    ]);
    expect(callers).toEqual([
      {
        workload: 'checkout-service',
        namespace: 'shop',
        serviceAccount: 'checkout',
        mtls: true,
        requestsPerSecond: 5,
      },
    ]);
  });

  it('keeps a caller that only the sending end reports', async () => {
    const callers = await callersFrom([
      { metric: { ...checkout, reporter: 'source' }, value: 1 },
      {
        metric: {
          source_workload: 'frontend',
          source_workload_namespace: 'shop',
          reporter: 'destination',
          connection_security_policy: 'mutual_tls',
        },
        value: 2,
      },
    ]);
    expect(callers?.map(c => [c.workload, c.mtls])).toEqual([
      ['frontend', true],
      ['checkout-service', undefined],
    ]);
  });

  it('tells a caller that comes both ways twice, and one without a name by what is known', async () => {
    const from = (policy: string, value: number, source = checkout) => ({
      metric: {
        ...source,
        reporter: 'destination',
        connection_security_policy: policy,
        source_principal: 'unknown',
      },
      value,
    });
    const nobody = {
      source_workload: 'unknown',
      source_workload_namespace: 'unknown',
    };
    const callers = await callersFrom([
      from('mutual_tls', 3),
      from('none', 2),
      from('none', 1, nobody),
    ]);
    expect(callers?.map(c => [c.workload, c.namespace, c.mtls])).toEqual([
      ['checkout-service', 'shop', true],
      ['checkout-service', 'shop', false],
      [undefined, undefined, false],
    ]);
  });

  it('computes rates from the end nearest to the target', async () => {
    const code = (reporter: string, response_code: string, value: number) => ({
      metric: { reporter, response_code },
      value,
    });
    const reader = await open(
      vectors({
        'reporter, response_code': [
          code('source', '503', 100),
          code('destination', '200', 90),
          code('destination', '403', 6),
          code('destination', '500', 4),
        ],
        histogram_quantile: [
          { metric: { reporter: 'source' }, value: 900 },
          { metric: { reporter: 'destination' }, value: 240.5 },
        ],
      }),
    );
    expect(await reader.observed(target)).toEqual({
      window: '30m',
      callers: [],
      successRate: 0.96,
      forbiddenRate: 0.06,
      p99Ms: 240.5,
      outside: [],
    });
  });

  it('tells which hosts the target calls that the mesh does not know', async () => {
    const reader = await open(
      vectors({
        BlackHoleCluster: [
          {
            metric: {
              destination_service: 'api.example',
              destination_service_name: 'BlackHoleCluster',
            },
            value: 2,
          },
        ],
      }),
    );
    expect((await reader.observed(target))?.outside).toEqual([
      { host: 'api.example', blocked: true, perSecond: 2 },
    ]);
  });

  it('asks how versions fare only where a Service leads to several', async () => {
    const version = (destination_version: string, response_code: string) => ({
      reporter: 'destination',
      destination_version,
      response_code,
    });
    const reader = await open(
      vectors({
        'destination_version, response_code': [
          { metric: version('v1', '200'), value: 9 },
          { metric: version('v2', '500'), value: 1 },
        ],
        'destination_version, le': [{ metric: version('v2', ''), value: 80 }],
      }),
    );
    expect((await reader.observed(target))?.versions).toBeUndefined();
    const asked = api.asked.length;
    const observed = await reader.observed({
      ...target,
      versionedService: 'orders',
    });
    expect(observed?.versions).toEqual([
      {
        version: 'v1',
        requestsPerSecond: 9,
        share: 0.9,
        successRate: 1,
        p99Ms: undefined,
      },
      {
        version: 'v2',
        requestsPerSecond: 1,
        share: 0.1,
        successRate: 0,
        p99Ms: 80,
      },
    ]);
    const of =
      'destination_service_name="orders",destination_service_namespace="shop"';
    expect(
      api.asked
        .slice(asked)
        .filter(({ expression }) => expression.includes(of)),
    ).toHaveLength(2);
  });

  it('leaves the 99th percentile out where there is none', async () => {
    const reader = await open(
      vectors({
        histogram_quantile: [
          { metric: { reporter: 'destination' }, value: 'NaN' },
        ],
      }),
    );
    expect((await reader.observed(target))?.p99Ms).toBeUndefined();
  });

  describe('about policies', () => {
    const sidecars = {
      ...target,
      policies: {
        envoy: {
          namespace: 'shop',
          pods: ['order-service-1-a'],
          counts: 'all' as const,
        },
      },
    };

    it('asks the proxies that count, and nobody where none do', async () => {
      const reader = await open(
        vectors({
          authz_dry_run: [
            {
              metric: {
                authz_dry_run_action: 'allow',
                authz_dry_run_result: 'denied',
              },
              value: 2,
            },
          ],
        }),
      );
      expect((await reader.observed(sidecars))?.policies).toEqual({
        dryRunAllow: { denied: 2, allowed: 0 },
      });
      expect((await reader.observed(target))?.policies).toBeUndefined();
      await reader.observed({ ...target, policies: { ztunnel: true } });
      const asked = (part: string) =>
        api.asked.filter(({ expression }) => expression.includes(part));
      expect(asked('authz_enforce_result')).toHaveLength(1);
      expect(asked('connections_closed')).toHaveLength(1);
    });

    it('tells the rest where such a query is refused, and nothing of policies', async () => {
      const reader = await open((expression, out) => {
        if (!expression.includes('authz_')) {
          return [];
        }
        out.writeHead(422).end('{"errorType":"execution","error":"no name"}');
        return undefined;
      });
      expect(await reader.observed(sidecars)).toMatchObject({
        callers: [],
        policies: {},
      });
    });
  });

  it('narrows to the cluster where one Prometheus holds several', async () => {
    const reader = await open(() => [], {
      clusterLabel: 'cluster',
      clusters: ['eu'],
    });
    await reader.observed(target);
    expect(api.asked[0].expression).toContain('cluster="eu"');
    expect(await reader.observed({ ...target, cluster: 'us' })).toBeUndefined();
    expect(api.asked).toHaveLength(5);
  });

  describe('when it cannot read', () => {
    const reply =
      (status: number, body: string) => (_: string, out: ServerResponse) => {
        out.writeHead(status, { location: 'http://127.0.0.1/' }).end(body);
        return undefined;
      };
    const promError = (errorType: string, error: string) =>
      JSON.stringify({ status: 'error', errorType, error });

    it.each([
      [401, '', 'denied', 'mesh.metrics.token'],
      [403, '', 'denied', 'mesh.metrics.token'],
      [422, promError('execution', 'too many samples'), 'invalid', 'too many'],
      [503, promError('timeout', 'query timed out'), 'timeout', 'too long'],
      [502, '<html>', 'unreachable', '502'],
      [404, 'nothing', 'invalid', 'check the address'],
      [302, '', 'invalid', 'check the address'],
      [200, '<html>sign in</html>', 'invalid', 'did not answer like'],
      [200, '{"data":{"resultType":"matrix"}}', 'invalid', 'did not answer'],
    ])('says why: %i %s', async (status, body, kind, message) => {
      const reader = await open(reply(status, body), { token: 's3cret' });
      const error = await reader.observed(target).catch(caught => caught);
      expect(error).toMatchObject({
        name: 'MetricsError',
        kind,
        message: expect.stringContaining(message),
      });
      expect(`${error.message} ${error.stack}`).not.toContain('s3cret');
      expect(api.asked[0].authorization).toBe('Bearer s3cret');
    });

    it('gives up after the configured time', async () => {
      const reader = await open(() => undefined, { timeoutMs: 50 });
      await expect(reader.observed(target)).rejects.toMatchObject({
        kind: 'timeout',
      });
    });

    it('names the server that is not there', async () => {
      const reader = await open(() => []);
      await api.close();
      await expect(reader.observed(target)).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringContaining('ECONNREFUSED'),
      });
    });
  });
});
