import { NetworkPod, NetworkPolicyPort } from './NetworkPolicy';

/**
 * Whether a TCP port is one of a rule; no ports at all are every port. Undefined where the rule names the port and the names
 * of the pod's are not known.
 *
 * Source: the Kubernetes API, `NetworkPolicyPort`.
 *
 * @param at - the pod that listens on the port; absent where it is none
 */
export function matchesPort(
  wanted: readonly NetworkPolicyPort[] | undefined,
  port: number,
  at: Pick<NetworkPod, 'ports'> | undefined,
): boolean | undefined {
  const ports = wanted ?? [];
  if (ports.length === 0) {
    return true;
  }
  const found = ports.map(one => isPort(one, port, at));
  return (
    found.includes(true) || (found.includes(undefined) ? undefined : false)
  );
}

function isPort(
  { protocol = 'TCP', port: wanted, endPort }: NetworkPolicyPort,
  port: number,
  at: Pick<NetworkPod, 'ports'> | undefined,
): boolean | undefined {
  if (protocol !== 'TCP') {
    return false;
  }
  if (wanted === undefined) {
    return true;
  }
  if (typeof wanted === 'number') {
    return endPort === undefined
      ? port === wanted
      : port >= wanted && port <= endPort;
  }
  return (
    at?.ports &&
    at.ports.some(
      ({ name, containerPort, protocol: of = 'TCP' }) =>
        name === wanted && of === 'TCP' && containerPort === port,
    )
  );
}
