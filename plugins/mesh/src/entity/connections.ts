import { CallerConnection, CallerVerdict } from '@onmesh/plugin-mesh-common';

/** Whether some or all of it comes to nothing. */
export function isFailing({ outcome }: CallerConnection): boolean {
  return outcome === 'fails' || outcome === 'partly-fails';
}

/** `checkout:80, checkout:9090`. */
export function describePorts({ ports }: CallerConnection): string {
  return ports.map(({ service, port }) => `${service}:${port}`).join(', ');
}

/** Who cannot connect, and to what: `ledger (checkout:80)`. */
export function failingCallers(callers: readonly CallerVerdict[]): string[] {
  return callers.flatMap(({ caller, connections = [] }) => {
    const ports = connections.filter(isFailing).map(describePorts);
    return ports.length === 0 ? [] : [`${caller.label} (${ports.join(', ')})`];
  });
}

const ORDER: CallerConnection['outcome'][] = [
  'fails',
  'partly-fails',
  'plaintext',
  'tls',
  'varies',
  'unknown',
  'mtls',
];

/** How many callers do what, the worst first; those that differ from port to port count once for each. */
export function countConnections(
  callers: readonly CallerVerdict[],
): [CallerConnection['outcome'], number][] {
  return ORDER.map((outcome): [CallerConnection['outcome'], number] => [
    outcome,
    callers.filter(({ connections = [] }) =>
      connections.some(connection => connection.outcome === outcome),
    ).length,
  ]).filter(([, count]) => count > 0);
}
