import { render, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { AccessRule, ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { PolicyCounts } from './PolicyCounts';

const rule = (changes: Partial<AccessRule> = {}): AccessRule => ({
  action: 'ALLOW',
  sentence: 'shop/frontend may GET /orders/*.',
  dryRun: true,
  enforcedBy: 'sidecar',
  evidence: { kind: 'AuthorizationPolicy', namespace: 'shop', name: 'orders' },
  ...changes,
});
const enforcedRule = rule({ dryRun: false });
const traffic = (policies: ObservedTraffic['policies']): ObservedTraffic => ({
  window: '30m',
  callers: [],
  policies,
});

/** The facts, as a reader sees them. */
function shown(): string[] {
  return screen
    .queryAllByRole('term')
    .map(
      term => `${term.textContent}: ${term.nextElementSibling?.textContent}`,
    );
}

describe('PolicyCounts', () => {
  it.each<[string, AccessRule[], ObservedTraffic['policies'], string[]]>([
    [
      'what a dry run would have denied, and what was',
      [rule(), enforcedRule],
      {
        dryRunAllow: { denied: 34, allowed: 1170 },
        enforced: { denied: 12 },
      },
      [
        'Dry run: Would have denied 34 of 1204 requests',
        'Enforced: Denied 12 requests',
      ],
    ],
    [
      'that it would have denied none, which is not the same as unknown',
      [rule()],
      { dryRunAllow: { denied: 0, allowed: 9 } },
      ['Dry run: Would have denied none of 9 requests'],
    ],
    [
      'that no request was tried',
      [rule()],
      { dryRunAllow: { denied: 0, allowed: 0 }, enforced: { denied: 0 } },
      ['Dry run: Tried on no request', 'Enforced: Denied no request'],
    ],
    [
      'that nobody reports',
      [rule(), enforcedRule],
      {},
      ['Dry run: Unknown', 'Enforced: Unknown'],
    ],
    [
      'that ztunnel does not try, and what it refused',
      [rule({ enforcedBy: 'ztunnel' })],
      { enforced: { denied: 3, total: 120 } },
      [
        'Dry run: Unknown: ztunnel has no dry run',
        'Enforced: ztunnel refused 3 of 120 connections',
      ],
    ],
    [
      'policies that deny by themselves',
      [rule(), rule({ action: 'DENY' })],
      {
        dryRunAllow: { denied: 1, allowed: 1 },
        dryRunDeny: { denied: 0, allowed: 2 },
      },
      [
        'Dry run: Would have denied 1 of 2 requests',
        'Dry run of DENY: Would have denied none of 2 requests',
      ],
    ],
    ['nothing where there is no rule', [], undefined, []],
    [
      'nothing of rules that Istio does not enforce',
      [rule({ enforcedBy: undefined })],
      undefined,
      [],
    ],
  ])('says %s', (_, rules, policies, expected) => {
    render(<PolicyCounts rules={rules} traffic={traffic(policies)} />);

    expect(shown()).toEqual(expected);
  });

  it('says that it is unknown without metrics', () => {
    render(<PolicyCounts rules={[rule()]} traffic={undefined} />);

    expect(screen.getByText('Counted by the proxies')).toBeInTheDocument();
    expect(shown()).toEqual(['Dry run: Unknown']);
  });
});
