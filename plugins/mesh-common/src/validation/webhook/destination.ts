import { Problem, errors } from '../Problem';
import { isIstioLabel, isPort, isWildcardName } from './hostNames';

export interface Destination {
  host?: string;
  subset?: string;
  port?: { number?: number };
}

/**
 * What Istio says of where a route leads.
 *
 * Source: istio pkg/config/validation/validation.go, `validateDestination`.
 */
export function destinationProblems(
  destination: Destination | undefined,
  path: string,
): Problem[] {
  if (destination === undefined) {
    return [];
  }
  const { host = '', subset, port } = destination;
  return errors(
    [
      host === '*' || !isWildcardName(host),
      `${path}.host`,
      `"${host}" is no name of a host.`,
    ],
    [
      Boolean(subset) && !isIstioLabel(subset ?? ''),
      `${path}.subset`,
      `"${subset}" is no name of a subset.`,
    ],
    [
      port !== undefined && !isPort(port.number ?? 0),
      `${path}.port.number`,
      'A port is a number of 1 to 65535.',
    ],
  );
}
