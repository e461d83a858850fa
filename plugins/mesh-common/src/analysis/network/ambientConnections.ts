import {
  isolatingPolicies,
  NetworkPolicy,
} from '../../kubernetes/networkPolicy';
import { podsOf } from '../../status/callingPods';
import { proxyOf } from '../../status/podProxy';
import { RuleContext } from '../Rule';
import { MeshConnection, verdictIn } from './MeshConnection';
import { networkPod, workloadPod } from './networkPods';
import { ownNetworkPolicies } from './policiesAbout';

/** By which ztunnel, waypoints and sidecars that take part carry the connections of ambient. */
export const HBONE = 15008;

const DNS = 53;

/**
 * Connections from callers in ambient, which all come by one port, whichever they call. A workload that nobody may connect to
 * anyway misses nothing.
 *
 * Source: Istio's documentation of ambient and Kubernetes NetworkPolicy.
 */
export function ambientCallers({
  view,
  workload,
  status,
}: RuleContext): MeshConnection[] {
  const pod = workloadPod(view, workload);
  const { name } = workload;
  const verdictOn = (port: number, peer?: MeshConnection['peer']) =>
    verdictIn(view, { pod, direction: 'ingress', peer, port }).verdict;
  const mayCall = (port: number) => verdictOn(port) !== 'refused';
  const isOpen = (peer: MeshConnection['peer']) =>
    status.ports.some(({ port }) => verdictOn(port, peer) === 'admitted');
  const common = {
    pod,
    direction: 'ingress',
    port: HBONE,
    severity: 'error',
    consequence: `Callers in ambient come by that port, whichever they call, and do not get through.`,
    action: `Let them in on TCP ${HBONE} as well.`,
  } as const;
  // Where it is not known whether they are open, who is let in may miss it.
  if (!status.ports.some(({ port }) => mayCall(port))) {
    return [];
  }
  const anybody: MeshConnection = {
    ...common,
    forbidden: `nobody may connect to TCP ${HBONE} of ${name}`,
  };
  if (verdictIn(view, anybody).verdict === 'refused') {
    return status.mesh === 'istio-ambient' ? [anybody] : [];
  }
  return status.access.callers.flatMap(
    ({ caller: { label, namespace, serviceAccount } }) => {
      const calling =
        namespace === undefined || serviceAccount === undefined
          ? undefined
          : podsOf(view, { namespace, serviceAccount }).find(
              one => proxyOf(one) === 'istio-ambient',
            );
      const peer = calling && networkPod(view, calling);
      return peer && isOpen(peer)
        ? [
            {
              ...common,
              peer,
              forbidden: `${label} may connect to ports of ${name}, and not to TCP ${HBONE}`,
            },
          ]
        : [];
    },
  );
}

/** What a workload in ambient connects to, where its policies name pods that it may connect to. */
export function ambientCalls({
  view,
  workload,
}: RuleContext): MeshConnection[] {
  const pod = workloadPod(view, workload);
  const calling: MeshConnection = {
    pod,
    direction: 'egress',
    port: HBONE,
    // Whom it calls need not be in the mesh.
    severity: 'warning',
    forbidden: `${workload.name} may not connect to TCP ${HBONE} of anybody`,
    consequence:
      'What it sends to workloads in ambient goes by that port, whichever it calls, and does not get through.',
    action: `Let it out to TCP ${HBONE} of those whom it may call.`,
  };
  return isolatingPolicies(
    ownNetworkPolicies(view, pod.namespace),
    pod,
    'egress',
  ).some(namesPods)
    ? [calling]
    : [];
}

/** Everybody may ask for names, which says nothing of calls. */
function namesPods({ spec }: NetworkPolicy): boolean {
  return (spec?.egress ?? []).some(
    ({ to, ports }) =>
      (to ?? []).some(peer => peer.podSelector ?? peer.namespaceSelector) &&
      (ports ?? []).some(
        ({ protocol = 'TCP', port }) => protocol === 'TCP' && port !== DNS,
      ),
  );
}
