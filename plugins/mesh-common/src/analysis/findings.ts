import { Finding } from '../status/Finding';
import { bySeverity } from './bySeverity';
import { linkOf } from './linkOf';
import { namespaceFindings } from './mesh/namespaceFindings';
import { RuleContext } from './Rule';
import { rules } from './rules';
import { suppress } from './suppress';

/** What every rule says about a target and the objects that it depends on, most severe first, then by code. */
export function findings(context: RuleContext): Finding[] {
  const { view, workload } = context;
  const own = Object.entries(rules).flatMap(([code, rule]) =>
    rule(context).map(finding => ({ code, ...finding, link: linkOf(code) })),
  );
  return [
    ...suppress(view, own).findings,
    ...namespaceFindings(view, workload),
  ].sort(bySeverity);
}
