import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { columns } from '../output/columns';
import { reportCommand } from './report';

/** What each port accepts, and why. */
export const mtls = reportCommand({
  name: 'mtls',
  summary: 'Which ports accept mTLS, plaintext or both, and by which object?',
  findings: 'ONM02',
  data: ({ mesh, ports }) => ({ mesh, ports }),
  text: describePorts,
});

/** A line a port. */
export function describePorts({ ports }: TargetStatus): string[] {
  return ports.length === 0
    ? ['declares no port']
    : columns(
        ports.map(({ port, protocol, accepts, reason }) => [
          String(port),
          protocol === 'unknown' ? 'protocol unknown' : protocol,
          accepts,
          reason,
        ]),
      );
}
