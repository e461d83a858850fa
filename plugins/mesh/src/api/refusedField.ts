import { ResponseError } from '@backstage/errors';

/**
 * What the backend's planner refuses about one field of a profile, by the name that a form has for it:
 * `{ 'canary.steps': 'The pauses …' }`. Undefined for every other error.
 */
export function refusedField(
  error: Error | null,
): Record<string, string> | undefined {
  if (!(error instanceof ResponseError)) {
    return undefined;
  }
  const refusal: { message: string; path?: unknown } = error.body.error;
  return Array.isArray(refusal.path) && refusal.path.length > 0
    ? { [refusal.path.join('.')]: refusal.message }
    : undefined;
}
