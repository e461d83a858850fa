import { CallerVerdict, TargetStatus } from '@onmesh/plugin-mesh-common';
import { columns } from '../output/columns';
import { reportCommand } from './report';

/** What each port accepts, what known callers send to it and what comes of it, and why. */
export const mtls = reportCommand({
  name: 'mtls',
  summary:
    'Which ports accept mTLS, plaintext or both, what do callers send, and by which object?',
  findings: 'ONM02',
  data: ({ mesh, ports, access: { callers } }) => ({
    mesh,
    ports,
    callers: callers.map(({ caller, sources, plaintext, connections }) => ({
      caller,
      sources,
      plaintext,
      connections,
    })),
  }),
  text: status => [...describePorts(status), ...describeConnections(status)],
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

/** A line for each known caller and what it does; those that cannot connect first and in capitals. */
export function describeConnections({ access }: TargetStatus): string[] {
  const rows = access.callers.flatMap(linesOf);
  return rows.length === 0
    ? []
    : [
        'callers:',
        ...columns(
          rows
            .sort((a, b) => Number(b.failing) - Number(a.failing))
            .map(({ cells }) => cells),
          '  ',
        ),
      ];
}

function linesOf({ caller, connections = [] }: CallerVerdict) {
  const name = `${caller.namespace ?? '?'}/${caller.serviceAccount ?? caller.label}`;
  return connections.map(({ ports, outcome, reason }) => {
    const failing = outcome === 'fails' || outcome === 'partly-fails';
    const to = ports.map(({ service, port }) => `${service}:${port}`).join(',');
    return {
      failing,
      cells: [failing ? outcome.toUpperCase() : outcome, name, to, reason],
    };
  });
}
