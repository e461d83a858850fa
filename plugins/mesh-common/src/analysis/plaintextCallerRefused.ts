import { callsInPlaintext } from '../status/callsInPlaintext';
import { Rule } from './Rule';

/** A caller in plaintext at a workload that takes only mTLS somewhere is, or will be, cut off there. */
export const plaintextCallerRefused: Rule = ({ status }) => {
  const strict = status.ports.filter(p => p.accepts === 'mtls-only');
  return strict.length === 0
    ? []
    : status.access.callers
        .filter(callsInPlaintext)
        .map(({ caller, plaintext }) => ({
          // One that was not seen may never call.
          severity:
            plaintext && strict.length === status.ports.length
              ? 'error'
              : 'warning',
          object: strict[0].evidence,
          message: `${caller.label} ${plaintext ? 'calls' : 'has no proxy of the mesh and can call only'} in plaintext, which ${strict.length === 1 ? 'port' : 'ports'} ${strict.map(p => p.port).join(', ')} refuse${strict.length === 1 ? 's' : ''}.`,
          action: `Take ${caller.label} onto the mesh first, or make an exception for the port that it calls.`,
        }));
};
