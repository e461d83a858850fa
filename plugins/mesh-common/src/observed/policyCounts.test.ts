import { PolicyCounts } from '../status/ObservedTraffic';
import { policyCounts } from './policyCounts';
import { Sample } from './Sample';

const tried = (action: string, result: string, value: number): Sample => ({
  labels: { authz_dry_run_action: action, authz_dry_run_result: result },
  value,
});
const enforced = (result: string, value: number): Sample => ({
  labels: { authz_enforce_result: result },
  value,
});
const closed = (flags: string, value: number): Sample => ({
  labels: { response_flags: flags },
  value,
});

describe('what proxies counted of policies', () => {
  it.each<[string, Sample[], Sample[], PolicyCounts]>([
    ['no series are nothing that is known', [], [], {}],
    [
      'a series that stood still is a count of zero',
      [tried('allow', 'allowed', 0), tried('allow', 'denied', 0)],
      [],
      { dryRunAllow: { denied: 0, allowed: 0 } },
    ],
    [
      'policies that allow and that deny are tried apart',
      [
        tried('allow', 'allowed', 1170.3),
        tried('allow', 'denied', 34.2),
        tried('deny', 'allowed', 1200),
        tried('deny', 'denied', 4),
      ],
      [],
      {
        dryRunAllow: { denied: 34, allowed: 1170 },
        dryRunDeny: { denied: 4, allowed: 1200 },
      },
    ],
    [
      'what happened once is one, however little of it falls into the window',
      [tried('allow', 'denied', 0.3)],
      [],
      { dryRunAllow: { denied: 1, allowed: 0 } },
    ],
    [
      'sidecars say how many they refused, and not of how many',
      [enforced('allowed', 2000), enforced('denied', 3)],
      [],
      { enforced: { denied: 3 } },
    ],
    [
      'ztunnel says both',
      [],
      [closed('-', 90), closed('DENY', 8), closed('CONNECT', 2)],
      { enforced: { denied: 8, total: 100 } },
    ],
    [
      'a waypoint and ztunnel add up',
      [tried('allow', 'denied', 2), tried('allow', 'allowed', 5)],
      [closed('-', 7)],
      {
        dryRunAllow: { denied: 2, allowed: 5 },
        enforced: { denied: 0, total: 7 },
      },
    ],
  ])('%s', (_, envoy, ztunnel, expected) => {
    expect(policyCounts(envoy, ztunnel)).toEqual(expected);
  });
});
