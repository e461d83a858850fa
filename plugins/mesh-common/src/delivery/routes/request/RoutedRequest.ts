/** One request, as the proxy of its caller sees it. What is left out is not known. */
export interface RoutedRequest {
  method?: string;
  /** As sent, with its query. */
  path?: string;
  /** The Host header. */
  host?: string;
  scheme?: string;
  /** All of them: one that is not here was not sent. */
  headers?: Readonly<Record<string, string | readonly string[]>>;
  caller?: {
    namespace?: string;
    /** Of its pod. */
    labels?: Readonly<Record<string, string>>;
  };
}

/** Whether a condition holds, where the request may not say all that it looks at. */
export type Truth = boolean | 'unknown';

/** All of some conditions: one that does not hold settles it, whatever else is unknown. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) {
    return false;
  }
  return truths.includes('unknown') ? 'unknown' : true;
}

/** One of some conditions: one that holds settles it. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) {
    return true;
  }
  return truths.includes('unknown') ? 'unknown' : false;
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}
