import { Finding } from '../status/Finding';
import { RuleContext } from './Rule';
import { rules } from './rules';

const ORDER = { error: 0, warning: 1, info: 2 };

/** What every rule says about a target, most severe first, then by code. */
export function findings(context: RuleContext): Finding[] {
  return Object.entries(rules)
    .flatMap(([code, rule]) =>
      rule(context).map(finding => ({ code, ...finding })),
    )
    .sort(
      (a, b) =>
        ORDER[a.severity] - ORDER[b.severity] || (a.code < b.code ? -1 : 1),
    );
}
