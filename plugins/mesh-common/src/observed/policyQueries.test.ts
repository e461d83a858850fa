import * as fc from 'fast-check';
import { growthBy } from './growthBy';
import { podPattern } from './podPattern';
import { envoyPolicyQuery, ztunnelPolicyQuery } from './policyQueries';

const scope = { window: '30m' };
const pods = ['orders-6b9f7d9c5-abcde', 'orders-6b9f7d9c5-x2k9p'];

describe('counters of policies', () => {
  it('are summed by how much each grew, with all that one has which began within the window', () => {
    const named = 'label_replace(m{}, "metric", "$1", "__name__", "(.+)")';
    const before =
      'label_replace(m{} offset 30m, "metric", "$1", "__name__", "(.+)")';
    expect(growthBy('a, b', 'm{}', scope)).toBe(
      `sum by (a, b) ((increase(${named}[30m:30s]) and ${before}) or (last_over_time(${named}[30m:30s]) unless ${before}))`,
    );
  });

  it.each([
    ['5m', '15s'],
    ['30m', '30s'],
    ['1h', '60s'],
    ['24h', '1440s'],
  ])('are looked at over %s every %s', (window, step) => {
    expect(growthBy('a', 'm{}', { window })).toContain(`[${window}:${step}]`);
  });

  it('are picked by their labels, as their names differ between releases and protocols', () => {
    const query = envoyPolicyQuery(
      { ...scope, labels: { cluster: 'eu' } },
      { namespace: 'shop', pods, counts: 'all' },
    );
    const at =
      'namespace="shop",pod=~"orders-6b9f7d9c5-[a-z0-9]+",cluster="eu"';
    expect(query).toContain(
      `{authz_dry_run_action=~"allow|deny",authz_dry_run_result=~"allowed|denied",${at}}`,
    );
    expect(query).toContain(`{authz_enforce_result=~"allowed|denied",${at}}`);
    expect(query).not.toContain('rbac');
  });

  it('of a waypoint are those of dry runs alone, as it enforces for others as well', () => {
    expect(
      envoyPolicyQuery(scope, { namespace: 'shop', pods, counts: 'dry-run' }),
    ).not.toContain('authz_enforce_result');
  });

  it('of ztunnel are those of connections that were closed, as it opens each before it asks', () => {
    expect(
      ztunnelPolicyQuery({
        ...scope,
        target: { namespace: 'shop', workload: 'orders' },
      }),
    ).toContain(
      'istio_tcp_connections_closed_total{destination_workload="orders",destination_workload_namespace="shop",reporter="destination"}',
    );
  });
});

describe('the pattern for pods', () => {
  it.each<[string, string[], string]>([
    ['of a Deployment', pods, 'orders-6b9f7d9c5-[a-z0-9]+'],
    ['of a StatefulSet', ['db-0', 'db-1'], 'db-[a-z0-9]+'],
    [
      'of two versions',
      ['web-v2-1-a', 'web-v1-1-a'],
      'web-v1-1-[a-z0-9]+|web-v2-1-[a-z0-9]+',
    ],
    ['whose name has dots', ['a.b-0'], 'a\\.b-[a-z0-9]+'],
    ['whose name is one word', ['lonely'], 'lonely'],
  ])('%s', (_, names, pattern) => {
    expect(podPattern(names)).toBe(pattern);
  });

  const name = fc
    .array(fc.stringMatching(/^[a-z0-9]([a-z0-9.]{0,6}[a-z0-9])?$/), {
      minLength: 1,
      maxLength: 4,
    })
    .map(parts => parts.join('-'));
  const suffix = fc.stringMatching(/^[a-z0-9]{1,6}$/);

  it('matches every pod that it was made of, and none of another workload whose name goes on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, suffix), { minLength: 1, maxLength: 5 }),
        (made: [string, string][]) => {
          const names = made.map(([start, end]) => `${start}-${end}`);
          const pattern = new RegExp(`^(?:${podPattern(names)})$`);
          for (const [start, end] of made) {
            expect(`${start}-${end}`).toMatch(pattern);
          }
          const [start, end] = made[0];
          const alone = new RegExp(`^(?:${podPattern([`${start}-${end}`])})$`);
          expect(`${start}-v2-${end}`).not.toMatch(alone);
        },
      ),
    );
  });
});
