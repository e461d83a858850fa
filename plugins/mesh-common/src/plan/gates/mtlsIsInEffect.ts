import { plaintextPorts } from '../../profile/plaintextPorts';
import { PortMtls } from '../../status/TargetStatus';
import { Gate, met, waiting } from './Gate';
import { ports } from './gateWords';

/** Every port without an exception accepts what the profile says. */
export const mtlsIsInEffect: Gate = (status, { profile }) => {
  const { mode } = profile.mtls;
  const exceptions = plaintextPorts(profile);
  const checked = status.ports.filter(
    ({ port }) => !exceptions.some(exception => exception.port === port),
  );
  const accepted: PortMtls['accepts'][] =
    mode === 'strict' ? ['mtls-only'] : ['mtls-only', 'mtls-and-plaintext'];
  const off = checked.find(({ accepts }) => !accepted.includes(accepts));
  if (off) {
    return waiting(`Port ${off.port} is not there yet. ${off.reason}`);
  }
  if (checked.length === 0) {
    return status.mesh === 'none' || status.mesh === 'unknown'
      ? waiting('No port is known, and no pod is seen in the mesh.')
      : met('There is no port that this is about.');
  }
  return met(
    `${ports(checked)} ${checked.length === 1 ? 'accepts' : 'accept'} ${mode === 'strict' ? 'only ' : ''}mutual TLS.`,
  );
};
