import { Problem } from '../Problem';
import { isRecord } from '../structure/isRecord';
import { annotationProblems, labelProblems } from './labelProblems';

/**
 * What the API server says of the labels of pods and of how a workload selects them. The rest of the template is not judged:
 * it is the team's own, and we edit labels and annotations in it.
 *
 * Source: kubernetes pkg/apis/apps/validation/validation.go, `ValidatePodTemplateSpecForReplicaSet`.
 */
export function podTemplateProblems(spec: unknown): Problem[] {
  const { selector, template } = isRecord(spec) ? spec : {};
  const matchLabels = isRecord(selector) ? selector.matchLabels : undefined;
  const metadata = isRecord(template) ? template.metadata : undefined;
  const { labels, annotations } = isRecord(metadata) ? metadata : {};
  const wanted = isRecord(matchLabels) ? Object.entries(matchLabels) : [];
  const given = isRecord(labels) ? labels : {};
  return [
    ...labelProblems(matchLabels, 'spec.selector.matchLabels'),
    ...labelProblems(labels, 'spec.template.metadata.labels'),
    ...annotationProblems(annotations, 'spec.template.metadata.annotations'),
    ...wanted
      .filter(([key, value]) => given[key] !== value)
      .map(([key, value]): Problem => ({
        severity: 'error',
        path: 'spec.template.metadata.labels',
        message: `The selector wants ${key}=${String(value)}, which the pods do not have.`,
        source: 'schema',
      })),
  ];
}
