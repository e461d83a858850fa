import { durationOf } from './durationOf';
import { mtlsShare } from './mtlsShare';
import { observedCallers } from './observedCallers';
import { responseRates } from './responseRates';
import { Sample } from './Sample';
import { versionTraffic } from './versionTraffic';

const sample = (value: number, labels: Record<string, string>): Sample => ({
  labels,
  value,
});
const secured = (reporter: string, policy: string, value: number) =>
  sample(value, { reporter, connection_security_policy: policy });

describe('no series', () => {
  it('are no traffic, never a share of zero', () => {
    expect(mtlsShare([])).toBeUndefined();
    expect(responseRates([])).toEqual({});
    expect(durationOf([])).toBeUndefined();
    expect(versionTraffic([], [])).toEqual([]);
    expect(observedCallers([])).toEqual([]);
  });

  it.each([0, NaN, Infinity])('are not told from samples of %d', value => {
    const labels = { reporter: 'destination', response_code: '500' };
    expect(mtlsShare([secured('destination', 'none', value)])).toBeUndefined();
    expect(responseRates([sample(value, labels)])).toEqual({});
  });
});

describe('the share of mutual TLS', () => {
  it.each([
    [
      'of a sidecar',
      [
        ['destination', 'mutual_tls', 3],
        ['destination', 'none', 1],
      ],
      0.75,
    ],
    [
      'of ztunnel, which never says none',
      [
        ['destination', 'mutual_tls', 9],
        ['destination', 'unknown', 1],
      ],
      0.9,
    ],
    [
      'of nobody but senders, who do not know',
      [['source', 'unknown', 5]],
      undefined,
    ],
    [
      'of a waypoint, not again of the sidecar behind it',
      [
        ['waypoint', 'none', 1],
        ['waypoint', 'mutual_tls', 1],
        ['destination', 'mutual_tls', 2],
      ],
      0.5,
    ],
    ['of plaintext alone', [['destination', 'none', 2]], 0],
  ] as [string, [string, string, number][], number | undefined][])(
    '%s',
    (_, reports, share) => {
      expect(mtlsShare(reports.map(report => secured(...report)))).toBe(share);
    },
  );
});

describe('rates of responses', () => {
  it('count one end only, and what is not a number for nothing', () => {
    const code = (reporter: string, response_code: string, value: number) =>
      sample(value, { reporter, response_code });
    expect(
      responseRates([
        code('source', '503', 100),
        code('destination', '200', 90),
        code('destination', '403', 6),
        code('destination', '500', 4),
        code('destination', '504', NaN),
      ]),
    ).toEqual({ successRate: 0.96, forbiddenRate: 0.06 });
  });

  it('keep requests without a code, which are no failures of the server', () => {
    expect(
      responseRates([sample(1, { reporter: 'destination' })]).successRate,
    ).toBe(1);
  });
});

describe('versions', () => {
  const code = (
    version: string | undefined,
    response_code: string,
    value: number,
    reporter = 'destination',
  ) =>
    sample(value, {
      reporter,
      response_code,
      ...(version !== undefined && { destination_version: version }),
    });

  it('share the requests, each with its own rates', () => {
    expect(
      versionTraffic(
        [
          code('v1', '200', 80),
          code('v2', '200', 15),
          code('v2', '500', 5),
          code('v2', '200', 900, 'source'),
        ],
        [
          sample(120, { reporter: 'destination', destination_version: 'v1' }),
          sample(NaN, { reporter: 'destination', destination_version: 'v2' }),
        ],
      ),
    ).toEqual([
      {
        version: 'v1',
        requestsPerSecond: 80,
        share: 0.8,
        successRate: 1,
        p99Ms: 120,
      },
      { version: 'v2', requestsPerSecond: 20, share: 0.2, successRate: 0.75 },
    ]);
  });

  it.each([undefined, '', 'unknown'])(
    'without a name (%j) stay without one',
    version => {
      const [only] = versionTraffic([code(version, '200', 1)], []);
      expect(only).not.toHaveProperty('version');
      expect(only.share).toBe(1);
    },
  );

  it('that got nothing are not there', () => {
    expect(
      versionTraffic([code('v1', '200', 1), code('v2', '200', 0)], []),
    ).toHaveLength(1);
  });
});

describe('callers', () => {
  const from = (labels: Record<string, string>, value = 1) =>
    sample(value, { reporter: 'destination', ...labels });

  it('that are unknown in every label are still there, as somebody', () => {
    expect(
      observedCallers([
        from({
          source_workload: 'unknown',
          source_workload_namespace: 'unknown',
          source_principal: 'unknown',
          connection_security_policy: 'none',
        }),
      ]),
    ).toEqual([
      {
        workload: undefined,
        namespace: undefined,
        serviceAccount: undefined,
        mtls: false,
        requestsPerSecond: 1,
      },
    ]);
  });

  it('are told by their principal where the workload is not known', () => {
    const [caller] = observedCallers([
      from({
        source_principal: 'spiffe://td/ns/web/sa/front',
        connection_security_policy: 'mutual_tls',
      }),
    ]);
    expect(caller).toMatchObject({
      namespace: 'web',
      serviceAccount: 'front',
      mtls: true,
    });
  });

  it('are not made of what is not a number', () => {
    expect(observedCallers([from({ source_workload: 'a' }, NaN)])).toEqual([]);
  });
});
