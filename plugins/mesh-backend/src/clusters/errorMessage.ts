import { isError } from '@backstage/errors';

/** What a caught value says. */
export function errorMessage(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
