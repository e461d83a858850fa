import { Problem } from '../Problem';
import { isRecord, own } from '../structure/isRecord';
import { annotationProblems, labelProblems } from './labelProblems';
import { isDnsLabel, isDnsSubdomain, isRfc1035Label } from './names';

const FIELDS = [
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

/**
 * What the API server says of the metadata of an object, of whichever kind.
 *
 * Source: kubernetes apimachinery pkg/api/validation/objectmeta.go.
 */
export function metadataProblems(kind: string, metadata: unknown): Problem[] {
  if (!isRecord(metadata)) {
    return [problem('metadata', 'An object needs metadata with a name.')];
  }
  return [
    ...nameProblems(kind, metadata),
    ...Object.keys(metadata)
      .filter(key => !FIELDS.includes(key))
      .map(key => problem(`metadata.${key}`, `There is no field ${key}.`)),
    ...labelProblems(metadata.labels, 'metadata.labels'),
    ...annotationProblems(metadata.annotations, 'metadata.annotations'),
  ];
}

function nameProblems(
  kind: string,
  { name, generateName, namespace }: Record<string, unknown>,
): Problem[] {
  return [
    ...(name === undefined && typeof generateName === 'string'
      ? []
      : wrongName(kind, name)),
    ...(namespace === undefined ||
    (typeof namespace === 'string' && isDnsLabel(namespace))
      ? []
      : [
          problem(
            'metadata.namespace',
            `${JSON.stringify(namespace)} is no name of a namespace: at most 63 lower-case letters, digits and "-".`,
          ),
        ]),
  ];
}

const rules: Readonly<Record<string, (name: string) => boolean>> = {
  Namespace: isDnsLabel,
  Service: isRfc1035Label,
};

function wrongName(kind: string, name: unknown): Problem[] {
  const isValid = own(rules, kind) ?? isDnsSubdomain;
  if (typeof name !== 'string' || name === '') {
    return [problem('metadata.name', 'An object needs a name.')];
  }
  return isValid(name)
    ? []
    : [
        problem(
          'metadata.name',
          `"${name}" is no name of a ${kind}: lower-case letters, digits and "-"${
            own(rules, kind)
              ? `, at most 63${kind === 'Service' ? ', the first one a letter' : ''}`
              : ' and "."'
          }.`,
        ),
      ];
}

function problem(path: string, message: string): Problem {
  return { severity: 'error', path, message, source: 'schema' };
}
