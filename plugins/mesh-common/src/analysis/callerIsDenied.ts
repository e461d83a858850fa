import { failingConnections } from './connectionFails';
import { Rule } from './Rule';

/** A caller that was seen, or that the catalog declares, is refused by a rule. */
export const callerIsDenied: Rule = ({ status }) =>
  status.access.callers
    .filter(
      entry =>
        entry.verdict === 'denied' && failingConnections(entry).length === 0,
    )
    .filter(
      ({ sources }) =>
        sources.includes('observed') || sources.includes('catalog'),
    )
    .map(({ caller, sources, reason, evidence }) => ({
      severity: sources.includes('observed') ? 'error' : 'warning',
      object: evidence,
      message: `${caller.label} ${sources.includes('observed') ? 'calls' : 'is declared as a caller'} and is denied. ${reason}`,
      action: `Add ${caller.label} to the callers, or remove the relation if it should not call.`,
    }));
