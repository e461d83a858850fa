import { KubernetesObject } from '../KubernetesObject';
import {
  AdminAction,
  AdminNetworkPolicy,
  AdminPeer,
  AdminPort,
  AdminRule,
  BaselineAdminNetworkPolicy,
} from './AdminNetworkPolicy';
import { isEveryPod, isSelected, matchesAdminPeer } from './matchesAdminPeer';
import { matchesPort } from './matchesPort';
import { Connection } from './networkVerdict';

/** What administrators' policies can do to a connection; `Pass` where they leave it to those that come after. */
export interface AdminOutcome {
  action: AdminAction;
  /** The policy that says so; absent where none says anything. */
  by?: KubernetesObject;
  /** Whether it is known that somebody of those who are asked about meets it. */
  certain: boolean;
}

/**
 * What comes of a connection by policies that are tried in the order of their priority and, within one, of their rules. There
 * are several outcomes where it depends on what is not known, or where anybody is asked about and the policies tell people
 * apart. Of policies with the same priority either may come first.
 *
 * Source: kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go.
 */
export function adminOutcomes(
  policies: readonly (AdminNetworkPolicy | BaselineAdminNetworkPolicy)[],
  connection: Omit<Connection, 'policies'>,
): AdminOutcome[] {
  const found: AdminOutcome[] = [];
  let certain = true;
  for (const together of byPriority(policies)) {
    const reached: boolean = certain;
    const each = together.map(policy => outcomesOf(policy, connection));
    const isFirst =
      each.filter(({ outcomes }) => outcomes.length > 0).length === 1;
    found.push(
      ...each
        .flatMap(({ outcomes }) => outcomes)
        .map(one => ({ ...one, certain: one.certain && reached && isFirst })),
    );
    if (each.some(({ ends }) => ends === true)) {
      return found;
    }
    certain = reached && each.every(({ ends }) => ends === false);
  }
  return [...found, { action: 'Pass', certain }];
}

type Policy = AdminNetworkPolicy | BaselineAdminNetworkPolicy;

function byPriority(policies: readonly Policy[]): Policy[][] {
  const groups = new Map<number, Policy[]>();
  for (const policy of policies) {
    const priority =
      policy.kind === 'AdminNetworkPolicy' ? (policy.spec?.priority ?? 0) : 0;
    groups.set(priority, [...(groups.get(priority) ?? []), policy]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, together]) => together);
}

/** What the rules of a policy do, and whether nobody goes on to the next one; undefined where that is not known. */
function outcomesOf(
  policy: Policy,
  connection: Omit<Connection, 'policies'>,
): { outcomes: AdminOutcome[]; ends: boolean | undefined } {
  const { spec } = policy;
  const selected = isSelected(spec?.subject ?? {}, connection.pod);
  const outcomes: AdminOutcome[] = [];
  let ends: boolean | undefined = false;
  for (const rule of selected === false
    ? []
    : (spec?.[connection.direction] ?? [])) {
    const { action, matches } = meets(rule, connection);
    if (matches === 'nobody') {
      continue;
    }
    const isKnown = selected === true && matches !== 'maybe';
    outcomes.push({ action, by: policy, certain: isKnown && ends === false });
    if (matches === 'all') {
      return { outcomes, ends: selected === true ? true : undefined };
    }
    ends = isKnown ? ends : undefined;
  }
  return { outcomes, ends };
}

/** Whom of those who are asked about a rule is for. */
function meets(
  rule: AdminRule,
  { pod, direction, peer, port }: Omit<Connection, 'policies'>,
): { action: AdminAction; matches: 'all' | 'some' | 'maybe' | 'nobody' } {
  const { action, ports } = rule;
  const listening = direction === 'ingress' ? pod : peer;
  const onPort = matchesPort(
    ports && ports.map(portOf),
    port,
    listening && ('labels' in listening ? listening : { ports: [] }),
  );
  if (onPort === false) {
    return { action, matches: 'nobody' };
  }
  const peers = (direction === 'ingress' ? rule.from : rule.to) ?? [];
  if (peers.some(isNew)) {
    // What a later version adds must not open anything: so it is laid down for whoever reads these policies.
    const admits = action === 'Allow';
    return {
      action: admits ? action : 'Deny',
      matches: admits ? 'nobody' : ifKnown('all', onPort),
    };
  }
  if (peer === undefined) {
    const matches = peers.some(isEveryPod) ? 'all' : 'some';
    return {
      action,
      matches: peers.length === 0 ? 'nobody' : ifKnown(matches, onPort),
    };
  }
  const found = peers.map(one => matchesAdminPeer(one, peer));
  if (found.includes(true)) {
    return { action, matches: ifKnown('all', onPort) };
  }
  return { action, matches: found.includes(undefined) ? 'maybe' : 'nobody' };
}

function ifKnown<T extends string>(
  matches: T,
  onPort: boolean | undefined,
): T | 'maybe' {
  return onPort ? matches : 'maybe';
}

function isNew(peer: AdminPeer): boolean {
  return matchesAdminPeer(peer, { address: '' }) === 'new';
}

function portOf({ portNumber, portRange, namedPort }: AdminPort) {
  return {
    protocol: (portNumber ?? portRange)?.protocol ?? 'TCP',
    port: portNumber?.port ?? portRange?.start ?? namedPort ?? '',
    endPort: portRange?.end,
  };
}
