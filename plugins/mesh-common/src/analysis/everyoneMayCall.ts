import { Rule } from './Rule';

/** Without an ALLOW policy every workload may call. */
export const everyoneMayCall: Rule = ({ status }) =>
  status.enrolment.state !== 'not-enrolled' && status.access.default === 'open'
    ? [
        {
          severity: 'info',
          message: `Everyone who reaches ${status.target.workload} may call it. ${status.access.reason}`,
          action: 'Name its callers in a profile with closed access.',
        },
      ]
    : [];
