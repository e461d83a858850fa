import { Problem, errors, warnings } from '../Problem';
import { durationCheck } from './durations';

interface Percent {
  value?: number;
}

export interface Fault {
  abort?: {
    percentage?: Percent;
    httpStatus?: number;
    grpcStatus?: string;
    http2Error?: string;
  };
  delay?: {
    percentage?: Percent;
    fixedDelay?: string;
    exponentialDelay?: string;
  };
}

/** Names of the codes of gRPC. */
const CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'UNAUTHENTICATED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
];

/** Whether Istio takes a number as the status of an answer. */
export function isHttpStatus(status: number): boolean {
  return status >= 200 && status <= 600;
}

/**
 * What Istio says of faults on purpose.
 *
 * Source: istio pkg/config/validation/validation.go, `validateHTTPFaultInjection`.
 */
export function faultProblems(
  fault: Fault | undefined,
  path: string,
): Problem[] {
  if (fault === undefined) {
    return [];
  }
  const { abort, delay } = fault;
  const { httpStatus, grpcStatus, http2Error } = abort ?? {};
  return [
    ...errors(
      [!abort && !delay, path, 'A fault needs an abort or a delay.'],
      percentCheck(abort?.percentage, `${path}.abort.percentage`),
      percentCheck(delay?.percentage, `${path}.delay.percentage`),
      [
        httpStatus !== undefined && !isHttpStatus(httpStatus),
        `${path}.abort.httpStatus`,
        `${httpStatus} is no status of 200 to 599.`,
      ],
      [
        grpcStatus !== undefined && !CODES.includes(grpcStatus),
        `${path}.abort.grpcStatus`,
        `"${grpcStatus}" is none of ${CODES.join(', ')}.`,
      ],
      [
        http2Error !== undefined,
        `${path}.abort.http2Error`,
        'Istio cannot do that yet.',
      ],
      durationCheck(delay?.fixedDelay, `${path}.delay.fixedDelay`),
      [
        delay?.exponentialDelay !== undefined,
        `${path}.delay.exponentialDelay`,
        'Istio cannot do that yet.',
      ],
    ),
    ...warnings([
      abort !== undefined &&
        httpStatus === undefined &&
        grpcStatus === undefined &&
        http2Error === undefined,
      `${path}.abort`,
      'No status is set, so nothing is aborted.',
    ]),
  ];
}

function percentCheck(percentage: Percent | undefined, path: string) {
  const value = percentage?.value ?? 0;
  return [
    value < 0 || value > 100 || (value > 0 && value < 0.0001),
    `${path}.value`,
    'A percentage is 0, or 0.0001 to 100.',
  ] as const;
}
