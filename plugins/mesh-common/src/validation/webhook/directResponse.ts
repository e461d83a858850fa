import { Problem, errors, warnings } from '../Problem';
import { isHttpStatus } from './fault';

export interface DirectResponse {
  status?: number;
  body?: { string?: string; bytes?: string };
}

const KIB = 1024;

/**
 * What Istio says of an answer that the proxy gives.
 *
 * Source: istio pkg/config/validation/validation.go, `validateHTTPDirectResponse`.
 */
export function directResponseProblems(
  response: DirectResponse | undefined,
  path: string,
): Problem[] {
  if (response === undefined) {
    return [];
  }
  const { status = 0, body } = response;
  const size = bodySize(body);
  return [
    ...errors(
      [
        !isHttpStatus(status),
        `${path}.status`,
        `${status} is no status of 200 to 599.`,
      ],
      [size > KIB * KIB, `${path}.body`, 'It must be less than 1 MiB.'],
    ),
    ...warnings([
      size > 100 * KIB && size <= KIB * KIB,
      `${path}.body`,
      'Bodies of more than 100 KiB slow the control plane down.',
    ]),
  ];
}

function bodySize({ string, bytes = '' }: DirectResponse['body'] = {}): number {
  return string === undefined
    ? Math.floor((bytes.replace(/=+$/, '').length * 3) / 4)
    : new TextEncoder().encode(string).length;
}
