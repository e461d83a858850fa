import { HttpRetry } from '../../delivery/VirtualService';

/** When a proxy sends a request again. */
export interface EffectiveRetries {
  /** Besides the first try. */
  attempts: number;
  /** Conditions in Envoy's words. */
  on: string[];
  /** HTTP answers that count as failures. */
  statusCodes: number[];
  /** As Istio writes durations; absent means the route's timeout. */
  perTryTimeout?: string;
  /** Absent means Envoy's default of 25ms, growing. */
  backoff?: string;
  /** True when nothing says so and Istio's default holds. */
  byDefault: boolean;
}

const DEFAULT_ATTEMPTS = 2;
const DEFAULT_CONDITIONS = [
  'connect-failure',
  'refused-stream',
  'unavailable',
  'cancelled',
  'retriable-status-codes',
];

/**
 * The retries of a route: its own, else the mesh's, else Istio's two. `attempts: 0` turns them off. Numbers among the
 * conditions are status codes.
 *
 * Source: istio pilot/pkg/networking/core/route/retry/retry.go, `ConvertPolicy`.
 *
 * @param meshDefault - `defaultHttpRetryPolicy` of the mesh config
 * @returns undefined when requests are sent once
 */
export function effectiveRetries(
  retries: HttpRetry | undefined,
  meshDefault?: HttpRetry,
): EffectiveRetries | undefined {
  const policy = retries ?? meshDefault;
  if (policy === undefined) {
    return {
      attempts: DEFAULT_ATTEMPTS,
      on: DEFAULT_CONDITIONS,
      statusCodes: [],
      byDefault: true,
    };
  }
  const { attempts = 0, perTryTimeout, backoff } = policy;
  if (attempts <= 0) {
    return undefined;
  }
  return {
    attempts,
    ...conditions(policy.retryOn),
    ...(perTryTimeout && { perTryTimeout }),
    ...(backoff && { backoff }),
    byDefault: false,
  };
}

function conditions(
  retryOn = '',
): Pick<EffectiveRetries, 'on' | 'statusCodes'> {
  const words = retryOn
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
  if (words.length === 0) {
    return { on: DEFAULT_CONDITIONS, statusCodes: [] };
  }
  const isCode = (word: string) => /^[1-5]\d\d$/.test(word);
  const statusCodes = words.filter(isCode).map(Number);
  const on = words.filter(word => !isCode(word));
  const implied =
    statusCodes.length > 0 && !on.includes('retriable-status-codes');
  return {
    on: implied ? [...on, 'retriable-status-codes'] : on,
    statusCodes,
  };
}
