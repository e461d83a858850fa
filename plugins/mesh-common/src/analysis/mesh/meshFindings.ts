import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';
import { bySeverity } from '../bySeverity';
import { Suppressed, suppress } from '../suppress';
import { policyRules } from '../policy/policyRules';
import { linkOf } from '../linkOf';
import { istioRules } from './istioRules';
import { MeshRule } from './MeshRule';
import { ownRules } from './ownRules';

/** What is wrong with the objects of a cluster. */
export interface MeshAnalysis {
  /** Most severe first. */
  findings: Finding[];
  /** What somebody said need not be told, with their reason. */
  suppressed: Suppressed[];
}

/** Rules by the code of what they find. */
export type MeshRules = Readonly<
  Record<string, MeshRule | readonly MeshRule[]>
>;

/** Every rule with its code. */
const rules = withCodes({ ...istioRules, ...ownRules, ...policyRules });

/**
 * What is wrong with the objects of a view, whoever's workload it concerns: what `istioctl analyze` would find, and more.
 *
 * @param options.only - the rules to ask; all when absent
 * @param options.also - rules that are not asked by themselves: `istioRulesOnRequest`, or those that need more than a view
 */
export function meshFindings(
  view: ClusterView,
  options: { only?: ReadonlySet<MeshRule>; also?: MeshRules } = {},
): MeshAnalysis {
  const { only, also = {} } = options;
  const found = [
    ...rules.filter(({ rule }) => !only || only.has(rule)),
    ...withCodes(also),
  ].flatMap(({ code, rule, link }) =>
    rule(view).map((finding): Finding => ({
      code,
      ...finding,
      ...(link && { link }),
    })),
  );
  const { findings, suppressed } = suppress(view, found);
  return { findings: findings.sort(bySeverity), suppressed };
}

function withCodes(
  all: MeshRules,
): { code: string; rule: MeshRule; link?: string }[] {
  return Object.entries(all).flatMap(([code, some]) =>
    [some].flat().map(rule => ({ code, rule, link: linkOf(code) })),
  );
}
