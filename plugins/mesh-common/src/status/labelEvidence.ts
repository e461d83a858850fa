import { Evidence } from './Evidence';
import { Workload } from './Workload';

/** A label and what it says. */
export type LabelEvidence = Evidence & { value: string };

/** A label of the namespace; undefined where it has none of that name. */
export function onNamespace(
  { namespace: { metadata } }: Workload,
  label: string,
): LabelEvidence | undefined {
  const value = metadata.labels?.[label];
  return value === undefined
    ? undefined
    : {
        kind: 'Namespace',
        name: metadata.name,
        field: `metadata.labels[${label}]`,
        value,
      };
}

/** A label that new pods get; undefined where they get none of that name. */
export function onPods(
  { kind, name, namespace, template }: Workload,
  label: string,
): LabelEvidence | undefined {
  const value = template.labels[label];
  return value === undefined
    ? undefined
    : {
        kind,
        namespace: namespace.metadata.name,
        name,
        field: `spec.template.metadata.labels[${label}]`,
        value,
      };
}
