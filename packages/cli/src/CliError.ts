/** Something that the person who calls must put right: wrong usage, or input that cannot be read. Exit code 2. */
export class CliError extends Error {
  readonly name = 'CliError';
}

/** What went wrong, whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
