import { z } from 'zod';

/** What is wrong with one field. */
export interface FieldIssue {
  path: PropertyKey[];
  message: string;
}

/** The issues of a parse; of alternatives, those of the one that the value is closest to. */
export function fieldIssues(
  issues: readonly z.core.$ZodIssue[],
  base: PropertyKey[] = [],
): FieldIssue[] {
  return issues.flatMap(issue => {
    const path = [...base, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
      return [{ path, message: issue.message }];
    }
    // An alternative of another type says only that; the others say what is wrong within.
    const closest =
      issue.errors.find(
        ([first]) => first.code !== 'invalid_type' || first.path.length > 0,
      ) ?? issue.errors[0];
    return fieldIssues(closest, path);
  });
}

/** `expectations[2].request.port` */
export function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') {
        return `[${key}]`;
      }
      return i === 0 ? String(key) : `.${String(key)}`;
    })
    .join('');
}
