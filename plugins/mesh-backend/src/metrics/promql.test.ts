import * as fc from 'fast-check';
import {
  durationSeconds,
  escapeLabelValue,
  httpCallers,
  p99,
  responseCodes,
} from './promql';

const query = {
  target: { namespace: 'shop', workload: 'order-service' },
  window: '30m',
};
const matchers =
  '{destination_workload="order-service",destination_workload_namespace="shop"}';

describe('PromQL', () => {
  it('asks for callers by growth, or by series that began within the window', () => {
    const labels =
      'reporter, source_workload, source_workload_namespace, source_principal, connection_security_policy';
    expect(httpCallers(query)).toBe(
      `sum by (${labels}) (rate(istio_requests_total${matchers}[30m])) > 0 or ` +
        `sum by (${labels}) (last_over_time(istio_requests_total${matchers}[30m]) unless istio_requests_total${matchers} offset 30m) / 1800 > 0`,
    );
  });

  it('asks for response codes and the 99th percentile', () => {
    expect(responseCodes(query)).toBe(
      `sum by (reporter, response_code) (rate(istio_requests_total${matchers}[30m]))`,
    );
    expect(p99(query)).toBe(
      `histogram_quantile(0.99, sum by (reporter, le) (rate(istio_request_duration_milliseconds_bucket${matchers}[30m])))`,
    );
  });

  it('narrows to further labels', () => {
    expect(responseCodes({ ...query, labels: { cluster: 'eu' } })).toContain(
      'destination_workload_namespace="shop",cluster="eu"}',
    );
  });

  it('never lets a label value end its quotes', () => {
    fc.assert(
      fc.property(fc.string(), value => {
        const escaped = escapeLabelValue(value);
        expect(escaped).not.toMatch(/\n/);
        // Every quote and every backslash is the second character of an escape.
        expect(escaped.replace(/\\[\\"n]/g, '')).not.toMatch(/["\\]/);
      }),
    );
  });

  it.each([
    ['45s', 45],
    ['30m', 1800],
    ['24h', 86_400],
    ['7d', 604_800],
  ])('%s is %i seconds', (duration, seconds) => {
    expect(durationSeconds(duration)).toBe(seconds);
  });

  it.each(['', '30', '0m', '1h30m', '5m]) or vector(1)'])(
    'refuses the duration "%s"',
    duration => {
      expect(() => durationSeconds(duration)).toThrow('is not a duration');
    },
  );
});
