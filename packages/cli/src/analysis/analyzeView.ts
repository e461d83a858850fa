import {
  bySeverity,
  ClusterView,
  evaluateTarget,
  Finding,
  findTargets,
  MeshAnalysis,
  meshFindings,
  MeshRules,
} from '@onmesh/plugin-mesh-common';

/** What an object's own rules say in the words of the rules for workloads, which the portal shows too. */
const VALIDITY = ['IST0106', 'IST0133'];

/**
 * What is wrong with the workloads of a view and with its objects, each thing once.
 *
 * @param options.namespaces - the only ones to tell of; all when empty
 * @param options.also - rules besides those that every analysis asks
 */
export function analyzeView(
  view: ClusterView,
  options: { namespaces: readonly string[]; also: MeshRules },
): MeshAnalysis {
  const { namespaces, also } = options;
  const mesh = meshFindings(view, { also });
  const ofTargets = findingsOfTargets(view);
  const saidOfTargets = new Set(ofTargets.map(saying));
  const isNews = (finding: Finding) =>
    !VALIDITY.includes(finding.code) || !saidOfTargets.has(saying(finding));
  const isToldAlready = ({ code, object }: Finding) =>
    code === 'ONM0401' &&
    mesh.findings.some(
      other => other.code === 'IST0101' && other.object?.name === object?.name,
    );
  const isWanted = ({ object }: Finding) =>
    namespaces.length === 0 || namespaces.includes(object?.namespace ?? '');
  // Several workloads can have one policy or one Service.
  const all = new Map(
    [
      ...mesh.findings.filter(isNews),
      ...ofTargets.filter(finding => !isToldAlready(finding)),
    ].map(finding => [
      JSON.stringify([finding.code, finding.object, finding.message]),
      finding,
    ]),
  );
  return {
    findings: [...all.values()].filter(isWanted).sort(bySeverity),
    suppressed: mesh.suppressed.filter(({ finding }) => isWanted(finding)),
  };
}

function findingsOfTargets(view: ClusterView): Finding[] {
  return findTargets(view, { selector: {} }).flatMap(target =>
    evaluateTarget({ view, target, catalogCallers: [] }).findings.map(
      (finding): Finding => ({
        ...finding,
        // Without an object it is about what the workload lacks.
        object: finding.object ?? {
          kind: 'workload',
          namespace: target.namespace,
          name: target.workload,
        },
      }),
    ),
  );
}

function saying({ object, message }: Finding): string {
  return JSON.stringify([
    object?.kind,
    object?.namespace,
    object?.name,
    message,
  ]);
}
