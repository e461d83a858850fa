import { Problem, errors } from '../Problem';
import { durationCheck } from './durations';

export interface HttpRetry {
  attempts?: number;
  perTryTimeout?: string;
  retryOn?: string;
  retryRemoteLocalities?: boolean;
  backoff?: string;
}

const CONDITIONS = [
  '5xx',
  'gateway-error',
  'reset',
  'reset-before-request',
  'connect-failure',
  'retriable-4xx',
  'refused-stream',
  'retriable-status-codes',
  'retriable-headers',
  'envoy-ratelimited',
  'http3-post-connect-failure',
  'cancelled',
  'deadline-exceeded',
  'internal',
  'resource-exhausted',
  'unavailable',
];

/** The codes that Go's net/http has a text for. */
const STATUS =
  /^(10[0-3]|20[0-8]|226|30[0-5]|30[78]|40\d|41[0-8]|42[1-689]|431|451|50[0-8]|51[01])$/;

/**
 * What Istio says of retries.
 *
 * Source: istio pkg/config/validation/agent/validation.go, `ValidateHTTPRetry`.
 */
export function retryProblems(
  retries: HttpRetry | undefined,
  path: string,
): Problem[] {
  if (retries === undefined) {
    return [];
  }
  const { attempts = 0, perTryTimeout, retryOn, backoff } = retries;
  return [
    ...errors(
      [attempts < 0, `${path}.attempts`, 'Attempts are 0 or more.'],
      [
        attempts === 0 &&
          (perTryTimeout !== undefined ||
            Boolean(retryOn) ||
            retries.retryRemoteLocalities !== undefined),
        `${path}.attempts`,
        'Without attempts there are no retries to set up.',
      ],
      durationCheck(perTryTimeout, `${path}.perTryTimeout`),
      durationCheck(backoff, `${path}.backoff`),
    ),
    ...(retryOn ? retryOn.split(',') : [])
      .filter(name => !CONDITIONS.includes(name) && !STATUS.test(name))
      .flatMap(name =>
        errors([
          true,
          `${path}.retryOn`,
          `"${name}" is neither a status nor one of ${CONDITIONS.join(', ')}.`,
        ]),
      ),
  ];
}
