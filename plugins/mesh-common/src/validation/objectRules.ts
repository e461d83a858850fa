import { about, MeshFinding, MeshRule } from '../analysis/mesh/MeshRule';
import { memoByView } from '../analysis/mesh/memoByView';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { Problem } from './Problem';
import { validateObject } from './validateObject';

/**
 * What is wrong with the objects of Istio. Those of a cluster have passed the schemas that it has, and those may be newer than
 * ours: of them only what istiod says counts.
 */
const problems = memoByView(view =>
  view
    .objects()
    .filter(({ apiVersion }) => apiVersion.split('/')[0].endsWith('.istio.io'))
    .flatMap(object =>
      validateObject(object)
        .filter(
          ({ source, code }) =>
            code === undefined && (source === 'webhook' || !isStored(object)),
        )
        .map(problem => ({ object, problem })),
    ),
);

function isStored({ metadata }: KubernetesObject): boolean {
  return metadata.uid !== undefined;
}

function withSeverity(
  view: ClusterView,
  severity: Problem['severity'],
  action: string,
): MeshFinding[] {
  return problems(view)
    .filter(({ problem }) => problem.severity === severity)
    .map(({ object, problem: { path, message } }) => ({
      severity,
      object: about(object, path === '' ? undefined : path),
      message,
      action,
    }));
}

/**
 * An object of Istio's that a cluster would refuse; one that a cluster has all the same came in while istiod was not asked.
 *
 * Source: istio pkg/config/analysis/analyzers/schema/validation.go.
 */
export const objectRefused: MeshRule = view =>
  withSeverity(view, 'error', 'Correct it: a cluster refuses it as it is.');

/** One that a cluster takes with a warning. Source: as {@link objectRefused}. */
export const objectDoubted: MeshRule = view =>
  withSeverity(
    view,
    'warning',
    'Look whether it is meant: istiod warns of it, and takes it.',
  );

/** Rules for `meshFindings` that need the schemas, which is why they are not among its own. */
export const objectRules = {
  IST0106: [objectRefused],
  IST0133: [objectDoubted],
} as const satisfies Record<string, readonly MeshRule[]>;
