import * as fc from 'fast-check';
import { envoyPolicyQuery, ztunnelPolicyQuery } from './policyQueries';
import { escapeLabelValue, promqlSelector } from './promqlSelector';
import { TrafficQuery } from './TrafficQuery';
import * as queries from './trafficQueries';
import { versionCodes, versionP99 } from './versionQueries';
import { windowSeconds } from './windowSeconds';

const query: TrafficQuery = {
  target: { namespace: 'shop', workload: 'orders' },
  window: '30m',
};
const target =
  'destination_workload="orders",destination_workload_namespace="shop"';
const service =
  'destination_service_name="orders",destination_service_namespace="shop"';
const callerLabels =
  'reporter, source_workload, source_workload_namespace, source_principal, connection_security_policy';

describe('PromQL', () => {
  it('asks for callers by growth, or by series that began within the window', () => {
    const series = `istio_requests_total{${target}}`;
    expect(queries.httpCallers(query)).toBe(
      `sum by (${callerLabels}) (rate(${series}[30m])) > 0 or ` +
        `sum by (${callerLabels}) (last_over_time(${series}[30m]) unless ${series} offset 30m) / 1800 > 0`,
    );
  });

  it.each([
    [
      queries.responseCodes,
      `sum by (reporter, response_code) (rate(istio_requests_total{${target}}[30m]))`,
    ],
    [
      queries.p99,
      `histogram_quantile(0.99, sum by (reporter, le) (rate(istio_request_duration_milliseconds_bucket{${target}}[30m])))`,
    ],
    [
      queries.httpSecurity,
      `sum by (reporter, connection_security_policy) (rate(istio_requests_total{${target}}[30m]))`,
    ],
    [
      queries.tcpSecurity,
      `sum by (reporter, connection_security_policy) (rate(istio_tcp_connections_opened_total{${target}}[30m]))`,
    ],
  ])('of $name is as it stands here', (build, expected) => {
    expect(build(query)).toBe(expected);
  });

  it.each([
    [
      versionCodes,
      `sum by (reporter, destination_version, response_code) (rate(istio_requests_total{${service}}[30m]))`,
    ],
    [
      versionP99,
      `histogram_quantile(0.99, sum by (reporter, destination_version, le) (rate(istio_request_duration_milliseconds_bucket{${service}}[30m])))`,
    ],
  ])('of $name asks all workloads behind a Service', (build, expected) => {
    expect(
      build({ service: { namespace: 'shop', name: 'orders' }, window: '30m' }),
    ).toBe(expected);
  });

  it.each([
    [queries.plaintextHttpCallers, 'istio_requests_total'],
    [queries.plaintextTcpCallers, 'istio_tcp_connections_opened_total'],
  ])('asks receivers alone who came in plaintext: $name', (build, metric) => {
    const series = `${metric}{${target},reporter=~"destination|waypoint",connection_security_policy!="mutual_tls"}`;
    expect(build(query).split(series)).toHaveLength(4);
  });

  it('narrows to further labels', () => {
    expect(
      queries.responseCodes({ ...query, labels: { cluster: 'eu' } }),
    ).toContain(`{${target},cluster="eu"}`);
  });
});

/** What a label value is between its quotes, read back as Prometheus reads it; undefined where the quotes do not close. */
function readSelector(text: string): string[] | undefined {
  const string = '"((?:[^"\\\\\\n]|\\\\[\\\\"n])*)"';
  const matcher = `[a-zA-Z_]\\w*(?:=~|!~|!=|=)${string}`;
  const whole = new RegExp(`^\\w+\\{${matcher}(?:,${matcher})*\\}$`);
  return whole.test(text)
    ? [...text.matchAll(new RegExp(string, 'g'))].map(([, value]) =>
        value.replace(/\\([\\"n])/g, (_, c) => (c === 'n' ? '\n' : c)),
      )
    : undefined;
}

describe('a label value', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', '\\', '\n', '}', ',', 'a', '#') }),
  );

  it('never leaves its quotes, and is read as it was written', () => {
    fc.assert(
      fc.property(nasty, nasty, (first, second) => {
        const text = promqlSelector('m', [
          ['a', '=', first],
          ['b', '!=', second],
        ]);
        expect(readSelector(text)).toEqual([first, second]);
      }),
    );
  });

  it('cannot change what any query asks around it', () => {
    const builders = [
      ...Object.values(queries),
      ztunnelPolicyQuery,
      (asked: TrafficQuery) =>
        envoyPolicyQuery(asked, {
          namespace: asked.target.namespace,
          pods: [asked.target.workload],
          counts: 'all',
        }),
    ];
    fc.assert(
      fc.property(
        nasty,
        nasty,
        fc.constantFrom(...builders),
        (namespace, workload, build) => {
          const asked = build({
            target: { namespace, workload },
            window: '5m',
            labels: { cluster: namespace },
          });
          const plain = build({
            target: { namespace: '', workload: '' },
            window: '5m',
            labels: { cluster: '' },
          });
          const withoutStrings = (text: string) =>
            text.replace(/"(?:[^"\\\n]|\\[\\"n])*"/g, '""');
          expect(withoutStrings(asked)).toBe(withoutStrings(plain));
        },
      ),
    );
  });

  it('has no bare quote, backslash or line end once escaped', () => {
    fc.assert(
      fc.property(nasty, value => {
        expect(escapeLabelValue(value).replace(/\\[\\"n]/g, '')).not.toMatch(
          /["\\\n]/,
        );
      }),
    );
  });
});

describe('what has no quotes in PromQL', () => {
  it.each(['', 'a b', 'a"', '1a', 'a}', 'a="x",b'])(
    'refuses the label name %j',
    name => {
      expect(() => queries.p99({ ...query, labels: { [name]: 'eu' } })).toThrow(
        'is no name of a label',
      );
    },
  );

  it.each(['', '30', '0m', '1h30m', '5m]) or vector(1)'])(
    'refuses the window %j in every query',
    window => {
      expect(() => windowSeconds(window)).toThrow('is not a duration');
      for (const build of Object.values(queries)) {
        expect(() => build({ ...query, window })).toThrow('is not a duration');
      }
    },
  );

  it.each([
    ['45s', 45],
    ['30m', 1800],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('%s is %i seconds', (window, seconds) => {
    expect(windowSeconds(window)).toBe(seconds);
  });
});
