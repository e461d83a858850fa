import { Problem } from '../Problem';
import { isRecord } from '../structure/isRecord';
import { memberPath } from '../structure/structuralProblems';
import { isLabelValue, isQualifiedName } from './names';

/** What the API server says of labels, or of a selector of equal ones. */
export function labelProblems(labels: unknown, path: string): Problem[] {
  return mapProblems(labels, path, 'label', value =>
    isLabelValue(value)
      ? undefined
      : `${JSON.stringify(value)} is no value of a label: at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.`,
  );
}

const LARGEST = 256 * 1024;

/** What the API server says of annotations. */
export function annotationProblems(
  annotations: unknown,
  path: string,
): Problem[] {
  const size = isRecord(annotations)
    ? new TextEncoder().encode(
        Object.entries(annotations).flat().map(String).join(''),
      ).length
    : 0;
  return [
    ...mapProblems(annotations, path, 'annotation', () => undefined),
    ...(size > LARGEST
      ? [problem(path, `Annotations can have ${LARGEST} bytes together.`)]
      : []),
  ];
}

function mapProblems(
  map: unknown,
  path: string,
  what: string,
  valueProblem: (value: string) => string | undefined,
): Problem[] {
  if (map === undefined || map === null) {
    return [];
  }
  if (!isRecord(map)) {
    return [problem(path, `The ${what}s must be a map.`)];
  }
  return Object.entries(map).flatMap(([key, value]) => {
    const at = memberPath(path, key);
    // Domains in the keys of annotations are compared in lower case.
    const name = what === 'label' ? key : key.toLowerCase();
    const wrongValue =
      typeof value === 'string' || value === null
        ? valueProblem(value ?? '')
        : `The value of ${key} must be a text: put it in quotes.`;
    return [
      ...(isQualifiedName(name)
        ? []
        : [problem(at, `"${key}" is no name of a ${what}.`)]),
      ...(wrongValue === undefined ? [] : [problem(at, wrongValue)]),
    ];
  });
}

function problem(path: string, message: string): Problem {
  return { severity: 'error', path, message, source: 'schema' };
}
