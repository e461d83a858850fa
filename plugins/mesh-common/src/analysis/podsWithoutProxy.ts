import { Rule } from './Rule';

/** Pods that should have a proxy and do not are reached past every policy. */
export const podsWithoutProxy: Rule = ({ status }) => {
  const { state, pods, reason } = status.enrolment;
  return state === 'partly' || state === 'pending-restart'
    ? [
        {
          severity: 'warning',
          message: `${pods.total - pods.withProxy} of ${pods.total} pods have no proxy: no policy holds for them. ${reason}`,
          action: `Restart ${status.workloadKind} ${status.target.workload}.`,
        },
      ]
    : [];
};
