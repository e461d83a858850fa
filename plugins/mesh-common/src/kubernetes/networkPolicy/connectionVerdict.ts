import { KubernetesObject } from '../KubernetesObject';
import {
  AdminNetworkPolicy,
  BaselineAdminNetworkPolicy,
} from './AdminNetworkPolicy';
import { AdminOutcome, adminOutcomes } from './adminOutcomes';
import { ciliumMayAdmit } from './ciliumMayAdmit';
import { NetworkPolicy } from './NetworkPolicy';
import { CiliumPolicy, PluginPolicy } from './PluginPolicy';
import { Connection, NetworkVerdict, networkVerdict } from './networkVerdict';

/** Every policy that has a say in a connection, at one of its ends. */
export interface NetworkPolicies {
  /** Of administrators, which come first. */
  admin: readonly AdminNetworkPolicy[];
  namespaced: readonly NetworkPolicy[];
  /** Of administrators, for pods that none of a namespace isolates. */
  baseline: readonly BaselineAdminNetworkPolicy[];
  /** Of network plugins, which are about the pod. */
  others: readonly PluginPolicy[];
}

export interface ConnectionVerdict extends Pick<NetworkVerdict, 'verdict'> {
  /** Those that decide, or that would have to be evaluated; none where nothing is forbidden. */
  by: KubernetesObject[];
}

/**
 * Whether a connection gets through: by AdminNetworkPolicies, else by the NetworkPolicies of the namespace, else by the
 * BaselineAdminNetworkPolicy, else it does. Policies of a network plugin's own can come before, between and beside all of them,
 * so where there is one, nothing is known, but that those of Cilium and of the namespace let nobody through whom none of them does.
 *
 * Source: kubernetes-sigs/network-policy-api apis/v1alpha1/adminnetworkpolicy_types.go.
 */
export function connectionVerdict(
  policies: NetworkPolicies,
  connection: Omit<Connection, 'policies'>,
): ConnectionVerdict {
  if (policies.others.length > 0) {
    return withOthers(policies, connection);
  }
  const met = adminOutcomes(policies.admin, connection).flatMap(outcome =>
    settle(outcome, () => namespacedOutcomes(policies, connection)),
  );
  const { peer } = connection;
  const by = [...new Set(met.flatMap(({ by: deciding }) => deciding))];
  const verdicts = new Set(met.map(({ verdict }) => verdict));
  if (
    verdicts.has('admitted') &&
    (verdicts.size === 1 ||
      // Of anybody it is asked whether there is somebody who gets through.
      (peer === undefined &&
        met.some(({ verdict, certain }) => verdict === 'admitted' && certain)))
  ) {
    return { verdict: 'admitted', by };
  }
  return {
    verdict:
      verdicts.size === 1 && verdicts.has('refused') ? 'refused' : 'unknown',
    by,
  };
}

function withOthers(
  { admin, namespaced, others }: NetworkPolicies,
  connection: Omit<Connection, 'policies'>,
): ConnectionVerdict {
  const own = networkVerdict({ ...connection, policies: namespaced });
  const isShut =
    admin.length === 0 &&
    (own.policies.length === 0 || own.verdict === 'refused') &&
    others.every(
      policy => isCilium(policy) && !ciliumMayAdmit(policy, connection),
    );
  return isShut
    ? { verdict: 'refused', by: [...others, ...own.policies] }
    : { verdict: 'unknown', by: [...others] };
}

function isCilium(policy: PluginPolicy): policy is CiliumPolicy {
  return (
    policy.kind === 'CiliumNetworkPolicy' ||
    policy.kind === 'CiliumClusterwideNetworkPolicy'
  );
}

interface Met extends ConnectionVerdict {
  certain: boolean;
}

/** What comes of an outcome; asks what comes next where it is left to that. */
function settle(outcome: AdminOutcome, next: () => Met[]): Met[] {
  const { action, by, certain } = outcome;
  if (action === 'Pass') {
    return next().map(met => ({ ...met, certain: met.certain && certain }));
  }
  return [
    {
      verdict: action === 'Allow' ? 'admitted' : 'refused',
      by: by ? [by] : [],
      certain,
    },
  ];
}

function namespacedOutcomes(
  { namespaced, baseline }: NetworkPolicies,
  connection: Omit<Connection, 'policies'>,
): Met[] {
  const own = networkVerdict({ ...connection, policies: namespaced });
  if (own.policies.length > 0) {
    return [{ verdict: own.verdict, by: own.policies, certain: true }];
  }
  const admitted: Met = { verdict: 'admitted', by: [], certain: true };
  const counting = baseline.filter(
    ({ metadata: { name } }) => name === 'default',
  );
  return adminOutcomes(counting, connection).flatMap(outcome =>
    settle(outcome, () => [admitted]),
  );
}
