import { analysisTemplate } from './analysisTemplate';

const template = (
  analysis: Parameters<typeof analysisTemplate>[0]['analysis'],
) =>
  analysisTemplate({
    name: 'pay.ment',
    namespace: 'shop',
    analysis,
    prometheusAddress: 'http://prometheus:9090',
  });

describe('analysisTemplate', () => {
  it.each([[undefined], [{}]])('is nothing without limits: %j', analysis => {
    expect(template(analysis)).toBeUndefined();
  });

  const [success, latency] =
    template({ minSuccessRate: 99.95, maxP99Ms: 300 })?.spec.metrics ?? [];

  it('measures the pods of the canary only', () => {
    for (const { provider } of [success, latency]) {
      expect(provider.prometheus.query).toContain(
        'pod=~"pay[.]ment-{{args.canary-hash}}-.*"',
      );
      expect(provider.prometheus.address).toBe('http://prometheus:9090');
    }
  });

  it('leaves it to a person when there is no traffic', () => {
    const known = 'len(result) > 0 && !isNaN(result[0])';
    expect([success.successCondition, success.failureCondition]).toEqual([
      `${known} && result[0] >= 99.95`,
      `${known} && result[0] < 99.95`,
    ]);
    expect([latency.successCondition, latency.failureCondition]).toEqual([
      `${known} && result[0] <= 300`,
      `${known} && result[0] > 300`,
    ]);
  });

  it('knows a canary of which every request fails, and one of which none does', () => {
    expect(success.provider.prometheus.query).toMatch(
      /^100 - 100 \* \(sum\(.*response_code=~"5\.\*".*\) or vector\(0\)\) \/ sum\(/,
    );
  });
});
