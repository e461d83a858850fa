import { PortMtls } from '@onmesh/plugin-mesh-common';
import { fleetMtlsWords } from '../words/fleetWords';
import { Words } from '../words/Tone';

/** All ports in one state, as the fleet shows it. One unknown port makes the whole unknown. */
export function summariseMtls(ports: PortMtls[]): Words {
  const accepts = new Set(ports.map(port => port.accepts));
  if (accepts.size === 0 || accepts.has('unknown')) {
    return fleetMtlsWords.unknown;
  }
  if (accepts.size > 1 || accepts.has('mtls-and-plaintext')) {
    return fleetMtlsWords.mixed;
  }
  return accepts.has('mtls-only')
    ? fleetMtlsWords.strict
    : fleetMtlsWords.plaintext;
}
