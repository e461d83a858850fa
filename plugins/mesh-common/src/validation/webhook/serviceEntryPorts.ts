import { Problem, errors, warnings } from '../Problem';
import { isIstioLabel, isPort } from './hostNames';
import { isKnownProtocol } from './protocols';

export interface ServiceEntryPort {
  number?: number;
  name?: string;
  protocol?: string;
  targetPort?: number;
}

/**
 * What istiod's webhook says of the ports of a ServiceEntry.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateServiceEntry`.
 *
 * @param options.hasAddress - the entry has one, or is given one
 */
export function serviceEntryPortProblems(
  ports: readonly ServiceEntryPort[] = [],
  { hasAddress }: { hasAddress: boolean },
): Problem[] {
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const { number = 0, name = '', protocol, targetPort } = port;
    const before = ports.slice(0, index);
    return [
      ...errors(
        [
          before.some(other => other.name === name),
          `${path}.name`,
          `${name} is in the list already.`,
        ],
        [
          before.some(other => other.number === number),
          `${path}.number`,
          `${number} is in the list already.`,
        ],
        [
          !isIstioLabel(name),
          `${path}.name`,
          `"${name}" is no name of a port.`,
        ],
        [
          Boolean(protocol) && !isKnownProtocol(protocol),
          `${path}.protocol`,
          `Istio knows no protocol "${protocol}".`,
        ],
        [
          !isPort(number),
          `${path}.number`,
          'A port is a number of 1 to 65535.',
        ],
        [
          Boolean(targetPort) && !isPort(targetPort ?? 0),
          `${path}.targetPort`,
          'A port is a number of 1 to 65535.',
        ],
      ),
      ...warnings([
        !hasAddress && (!protocol || protocol === 'TCP'),
        path,
        'A port of TCP needs addresses.',
      ]),
    ];
  });
}
