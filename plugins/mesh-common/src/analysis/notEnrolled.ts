import { Rule } from './Rule';

/** A service outside the mesh has no identity and no encryption. */
export const notEnrolled: Rule = ({ status }) =>
  status.enrolment.state === 'not-enrolled'
    ? [
        {
          severity: 'info',
          message: `${status.target.workload} is not in the mesh. ${status.enrolment.reason}`,
          action:
            'Onboard it: the first stage changes nothing for its callers.',
        },
      ]
    : [];
