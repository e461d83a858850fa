import { Finding } from '../../status/Finding';
import { ClusterView } from '../../view/ClusterView';
import { bySeverity } from '../bySeverity';
import { Suppressed, suppress } from '../suppress';
import { istioRules } from './istioRules';
import { MeshRule } from './MeshRule';

/** What is wrong with the objects of a cluster. */
export interface MeshAnalysis {
  /** Most severe first. */
  findings: Finding[];
  /** What somebody said need not be told, with their reason. */
  suppressed: Suppressed[];
}

type Code = keyof typeof istioRules;

/**
 * What `istioctl analyze` would find, over the objects of a view.
 *
 * @param only - the rules to ask; all when absent
 */
export function meshFindings(
  view: ClusterView,
  only?: ReadonlySet<MeshRule>,
): MeshAnalysis {
  const found = (Object.keys(istioRules) as Code[]).flatMap(code =>
    (istioRules[code] as readonly MeshRule[])
      .filter(rule => !only || only.has(rule))
      .flatMap(rule => rule(view))
      .map((finding): Finding => ({ code, ...finding, link: linkOf(code) })),
  );
  const { findings, suppressed } = suppress(view, found);
  return { findings: findings.sort(bySeverity), suppressed };
}

function linkOf(code: string): string {
  return `https://istio.io/latest/docs/reference/config/analysis/${code.toLowerCase()}/`;
}
