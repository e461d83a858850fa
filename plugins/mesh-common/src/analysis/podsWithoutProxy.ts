import { Rule } from './Rule';

/** Pods that should have a proxy and do not are reached past every policy. */
export const podsWithoutProxy: Rule = ({ status }) => {
  const { state, pods, podGroups = [], reason } = status.enrolment;
  const isCaptured = podGroups.some(({ needs }) => needs === 'capture');
  return ['partly', 'pending-restart', 'pending-capture'].includes(state)
    ? [
        {
          severity: 'warning',
          message: `${pods.total - pods.withProxy} of ${pods.total} pods have no proxy: no policy holds for them. ${reason}`,
          action: isCaptured
            ? 'Look at the CNI agent (istio-cni-node) of the nodes of these pods, and that ztunnel runs there.'
            : `Restart ${status.workloadKind} ${status.target.workload}.`,
        },
      ]
    : [];
};
