import { selectsEverything } from '../../kubernetes/labelSelector';
import { PeerAuthentication } from '../PeerAuthentication';
import { PolicyProblem, error } from './PolicyProblem';
import { selectorProblems } from './targetProblems';

const MODES: readonly unknown[] = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'];

/**
 * What Istio says of a PeerAuthentication: its webhook, and the schema of the CRD where that is stricter. None: it is
 * accepted.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidatePeerAuthentication`.
 */
export function peerAuthenticationProblems(
  policy: PeerAuthentication,
): PolicyProblem[] {
  const { selector, mtls, portLevelMtls } = policy.spec ?? {};
  const ports = Object.entries(portLevelMtls ?? {});
  const at = 'spec.portLevelMtls';
  return [
    ...modeProblems(mtls?.mode, 'spec.mtls.mode'),
    ...ports.flatMap(([port, level]) => [
      ...(/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535
        ? []
        : [error(`${at}[${port}]`, `"${port}" is no port of 1 to 65535.`)]),
      ...modeProblems(level?.mode, `${at}[${port}].mode`),
    ]),
    ...(ports.length > 0 && selectsEverything(selector)
      ? [
          error(
            at,
            'A policy for a whole namespace or mesh cannot set modes of single ports. Give it a selector.',
          ),
        ]
      : []),
    ...(portLevelMtls && ports.length === 0
      ? [error(at, 'It must not be empty.')]
      : []),
    ...selectorProblems(selector),
  ];
}

function modeProblems(mode: unknown, field: string): PolicyProblem[] {
  return mode === undefined || MODES.includes(mode)
    ? []
    : [error(field, `"${String(mode)}" is none of ${MODES.join(', ')}.`)];
}
