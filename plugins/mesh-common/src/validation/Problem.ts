/** Why an object would be refused or, for a warning, taken with a remark. */
export interface Problem {
  /** An error is refused; a warning is accepted. */
  severity: 'error' | 'warning';
  /** The field, such as `spec.http[0].route[1].weight`; empty for the object as a whole. */
  path: string;
  message: string;
  /** Who says so: the schema of the CRD, a CEL rule in it, or a webhook or controller that reads the object after that. */
  source: 'schema' | 'cel' | 'webhook';
  /** That of `istioctl analyze`, where it has one for this alone. */
  code?: string;
}

/** A check: whether it fails, of which field, and what it says then. */
export type Check = readonly [fails: boolean, path: string, message: string];

/** What those that fail say. */
export function errors(...checks: readonly Check[]): Problem[] {
  return problemsOf('error', checks);
}

/** As `errors`, for what is accepted all the same. */
export function warnings(...checks: readonly Check[]): Problem[] {
  return problemsOf('warning', checks);
}

function problemsOf(
  severity: Problem['severity'],
  checks: readonly Check[],
): Problem[] {
  return checks
    .filter(([fails]) => fails)
    .map(([, path, message]) => ({
      severity,
      path,
      message,
      source: 'webhook',
    }));
}
