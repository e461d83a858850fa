import { Gate, met, waiting } from './Gate';

/** Access is open or closed as the profile says, and its callers get in. */
export const policiesAreInEffect: Gate = ({ access }, { profile }) => {
  const wanted =
    profile.mesh !== 'none' && profile.access === 'closed' ? 'closed' : 'open';
  if (access.default !== wanted) {
    return waiting(
      `Access is ${access.default} and should be ${wanted}. ${access.reason}`,
    );
  }
  const refused =
    wanted === 'open'
      ? []
      : access.callers.filter(
          ({ caller, verdict }) =>
            verdict !== 'allowed' &&
            verdict !== 'depends' &&
            profile.callers.some(
              c =>
                c.namespace === caller.namespace &&
                c.serviceAccount === caller.serviceAccount,
            ),
        );
  return refused.length > 0
    ? waiting(
        `${refused[0].caller.label} should be allowed and is not yet. ${refused[0].reason}`,
      )
    : met(access.reason);
};
