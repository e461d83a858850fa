import { Profile, profileSchema } from '@onmesh/plugin-mesh-common';
import { describeIssue } from './describeIssue';
import { candidateFromDraft, ProfileDraft } from './ProfileDraft';

/** What is wrong, by the path of the field in the profile: `callers.0.namespace`. */
export type FieldErrors = Record<string, string>;

/** The profile that the form says, or what is wrong with which field. */
export function readDraft(draft: ProfileDraft): {
  profile?: Profile;
  errors: FieldErrors;
} {
  const candidate = candidateFromDraft(draft);
  const result = profileSchema.safeParse(candidate);
  if (result.success) {
    return { profile: result.data, errors: {} };
  }
  const errors: FieldErrors = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join('.');
    // The name of an entry, which has a field of its own beside that of its value.
    const place = issue.code === 'invalid_key' ? `${path}#name` : path;
    errors[place] ??= describeIssue(issue, candidate);
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
