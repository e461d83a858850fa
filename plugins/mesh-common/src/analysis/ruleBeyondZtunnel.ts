import { Rule } from './Rule';

/** ztunnel sees connections and no requests: what a rule says of requests is lost there, and the rest may mean another thing. */
export const ruleBeyondZtunnel: Rule = ({ status }) =>
  status.access.rules.flatMap(({ note, enforcedBy, evidence, action }) =>
    enforcedBy === 'ztunnel' && note !== undefined
      ? [
          {
            // A DENY that is weaker than it reads lets in whom it should keep out.
            severity: action === 'DENY' ? 'error' : 'warning',
            object: evidence,
            message: `Of this ${action} rule ztunnel makes something else than it says: ${note}`,
            action:
              'Let a waypoint enforce it: give the Service one, and name the Service in targetRefs in place of the selector.',
          },
        ]
      : [],
  );
