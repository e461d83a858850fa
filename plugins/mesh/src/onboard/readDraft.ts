import { Profile, profileSchema } from '@onmesh/plugin-mesh-common';
import { candidateFromDraft } from './candidateFromDraft';
import { ProfileDraft } from './ProfileDraft';

/** What is wrong, by the path of the field in the profile: `callers.0.namespace`. */
export type FieldErrors = Record<string, string>;

type Result = ReturnType<typeof profileSchema.safeParse>;
type Issue = NonNullable<Result['error']>['issues'][number];

/** Our patterns explain themselves; the schema library's own words do not speak to people. */
function describeIssue(issue: Issue): string {
  if (issue.path[0] === 'canary' && issue.path.at(-1) === 'pause') {
    return 'must be a duration such as 30s or 5m, or manual';
  }
  if (issue.code === 'invalid_type') {
    return issue.expected === 'number' || issue.expected === 'int'
      ? 'must be a whole number'
      : 'is required';
  }
  if (issue.code === 'too_small' && issue.origin !== 'string') {
    return issue.origin === 'array'
      ? `must have at least ${issue.minimum}`
      : `must be at least ${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string' || issue.origin === 'array'
      ? `must not be longer than ${issue.maximum}`
      : `must be at most ${issue.maximum}`;
  }
  if (issue.code === 'invalid_value') {
    return `must be one of ${issue.values.join(', ')}`;
  }
  return issue.message;
}

/** The profile that the form says, or what is wrong with which field. */
export function readDraft(draft: ProfileDraft): {
  profile?: Profile;
  errors: FieldErrors;
} {
  const result = profileSchema.safeParse(candidateFromDraft(draft));
  if (result.success) {
    return { profile: result.data, errors: {} };
  }
  const errors: FieldErrors = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join('.');
    errors[path] ??= describeIssue(issue);
  }
  return { errors };
}

/** The first complaint about a field or about something within it. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  const key = Object.keys(errors).find(
    candidate => candidate === path || candidate.startsWith(`${path}.`),
  );
  return key === undefined ? undefined : errors[key];
}
