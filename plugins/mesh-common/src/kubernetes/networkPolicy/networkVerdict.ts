import { isolatingPolicies } from './isolatingPolicies';
import { matchesPeer } from './matchesPeer';
import { matchesPort } from './matchesPort';
import {
  Direction,
  NetworkPeer,
  NetworkPod,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from './NetworkPolicy';

/** What NetworkPolicies say to a connection, at one of its ends. */
export interface NetworkVerdict {
  /** `unknown` where it depends on what is not known, such as an address. */
  verdict: 'admitted' | 'refused' | 'unknown';
  /** Those that isolate the pod; without any, everything is admitted. */
  policies: NetworkPolicy[];
}

/** A connection by TCP, from or to a pod. */
export interface Connection {
  /** Any; those that do not select the pod are passed over. */
  policies: readonly NetworkPolicy[];
  pod: NetworkPod;
  /** Whether the pod is connected to, or connects. */
  direction: Direction;
  /** At the other end; absent for anybody, and then the question is whether there is somebody who gets through. */
  peer?: NetworkPeer;
  /** Of the end that is connected to. */
  port: number;
}

/**
 * Whether the NetworkPolicies of a pod let a connection through. They only ever add: what one of them admits is admitted,
 * whatever the others say. A connection needs the word of both its ends. What a network plugin makes of connections from the
 * pod's own node, or from addresses of its own, is not said here.
 *
 * Source: the Kubernetes API, `NetworkPolicy`.
 */
export function networkVerdict(connection: Connection): NetworkVerdict {
  const { pod, direction } = connection;
  const policies = isolatingPolicies(connection.policies, pod, direction);
  if (policies.length === 0) {
    return { verdict: 'admitted', policies };
  }
  const found = policies.flatMap(({ spec }) =>
    rulesOf(spec, direction).map(rule =>
      both(
        admitsPort(connection, rule.ports),
        admitsPeer(connection, rule.peers),
      ),
    ),
  );
  if (found.includes(true)) {
    return { verdict: 'admitted', policies };
  }
  return {
    verdict: found.includes(undefined) ? 'unknown' : 'refused',
    policies,
  };
}

interface Rule {
  peers?: NetworkPolicyPeer[];
  ports?: NetworkPolicyPort[];
}

function rulesOf(spec: NetworkPolicy['spec'], direction: Direction): Rule[] {
  return direction === 'ingress'
    ? (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
    : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
}

function admitsPort(
  { pod, peer, direction, port }: Connection,
  wanted: Rule['ports'],
): boolean | undefined {
  if (direction === 'ingress') {
    return matchesPort(wanted, port, pod);
  }
  // What has no names for its ports is none of those that a rule names.
  const listening = peer && ('labels' in peer ? peer : { ports: [] });
  return matchesPort(wanted, port, listening);
}

function admitsPeer(
  { pod, peer }: Connection,
  wanted: Rule['peers'],
): boolean | undefined {
  const peers = wanted ?? [];
  if (peers.length === 0 || peer === undefined) {
    return true;
  }
  const found = peers.map(one => matchesPeer(one, peer, pod.namespace));
  return (
    found.includes(true) || (found.includes(undefined) ? undefined : false)
  );
}

function both(
  a: boolean | undefined,
  b: boolean | undefined,
): boolean | undefined {
  return a === false || b === false ? false : a && b;
}
