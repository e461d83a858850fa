import { matchesCiliumSelector } from './ciliumSelector';
import { Direction, NetworkPod } from './NetworkPolicy';
import { CiliumPolicy, CiliumRule, CiliumRules } from './PluginPolicy';

/**
 * Whether a policy that is about a pod may let somebody through on a TCP port. Whom it lets through is not looked at, so that only
 * a no is certain. A rule that names neither peers nor ports lets nobody through.
 *
 * Source: cilium/cilium pkg/policy/api/{ingress,egress,l4,rule}.go; Cilium's documentation of its policies, "Ingress Default Deny".
 */
export function ciliumMayAdmit(
  { spec, specs }: CiliumPolicy,
  {
    pod,
    direction,
    port,
  }: { pod: NetworkPod; direction: Direction; port: number },
): boolean {
  return [...(spec ? [spec] : []), ...(specs ?? [])]
    .filter(
      ({ endpointSelector }) =>
        matchesCiliumSelector(endpointSelector, pod) !== false,
    )
    .some(
      rules =>
        !isolates(rules, direction) ||
        (rules[direction] ?? []).some(rule => mayAdmit(rule, port)),
    );
}

function isolates(rules: CiliumRules, direction: Direction): boolean {
  return (
    (rules[direction] ?? []).length > 0 &&
    rules.enableDefaultDeny?.[direction] !== false
  );
}

function mayAdmit(
  { toPorts = [], icmps, ...peers }: CiliumRule,
  port: number,
): boolean {
  if (toPorts.length === 0) {
    return (
      icmps === undefined &&
      Object.values(peers).some(some => Array.isArray(some) && some.length > 0)
    );
  }
  return toPorts.some(
    ({ ports = [] }) =>
      ports.length === 0 || ports.some(one => mayBe(one, port)),
  );
}

/** Of a name it is not known which port it stands for; 0 stands for all. */
function mayBe(
  {
    port: wanted = '0',
    protocol = 'ANY',
    endPort,
  }: { port?: string; protocol?: string; endPort?: number },
  port: number,
): boolean {
  const first = Number(wanted);
  return (
    ['ANY', 'TCP'].includes(protocol.toUpperCase()) &&
    (!Number.isInteger(first) ||
      first === 0 ||
      (port >= first && port <= (endPort ?? first)))
  );
}
