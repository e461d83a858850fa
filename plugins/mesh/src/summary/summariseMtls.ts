import { PortMtls } from '@onmesh/plugin-mesh-common';
import { fleetMtlsWords } from '../words/fleetWords';
import { Words } from '../words/Tone';

/** All ports in one state. One unknown port makes the whole unknown, unless another accepts plaintext for sure. */
export function summariseMtls(ports: PortMtls[]): Words {
  const accepts = (value: PortMtls['accepts']) =>
    ports.some(port => port.accepts === value);
  if (accepts('mtls-and-plaintext')) {
    return fleetMtlsWords.mixed;
  }
  if (accepts('plaintext-only')) {
    return accepts('mtls-only')
      ? fleetMtlsWords.mixed
      : fleetMtlsWords.plaintext;
  }
  return ports.length === 0 || accepts('unknown')
    ? fleetMtlsWords.unknown
    : fleetMtlsWords.strict;
}
