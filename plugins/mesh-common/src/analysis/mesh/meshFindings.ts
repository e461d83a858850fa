import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';
import { bySeverity } from '../bySeverity';
import { Suppressed, suppress } from '../suppress';
import { policyRules } from '../policy/policyRules';
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

/** Every rule with its code. */
const rules: readonly { code: string; rule: MeshRule; link?: string }[] = [
  ...Object.entries(istioRules).flatMap(([code, all]) =>
    all.map(rule => ({ code, rule, link: linkOf(code) })),
  ),
  ...Object.entries({ ...ownRules, ...policyRules }).map(([code, rule]) => ({
    code,
    rule,
  })),
];

/**
 * What is wrong with the objects of a view, whoever's workload it concerns: what `istioctl analyze` would find, and more.
 *
 * @param only - the rules to ask; all when absent
 */
export function meshFindings(
  view: ClusterView,
  only?: ReadonlySet<MeshRule>,
): MeshAnalysis {
  const found = rules
    .filter(({ rule }) => !only || only.has(rule))
    .flatMap(({ code, rule, link }) =>
      rule(view).map((finding): Finding => ({
        code,
        ...finding,
        ...(link && { link }),
      })),
    );
  const { findings, suppressed } = suppress(view, found);
  return { findings: findings.sort(bySeverity), suppressed };
}

function linkOf(code: string): string {
  return `https://istio.io/latest/docs/reference/config/analysis/${code.toLowerCase()}/`;
}
