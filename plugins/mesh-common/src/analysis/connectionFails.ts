import { callsInPlaintext } from '../status/callsInPlaintext';
import { CallerConnection, CallerVerdict } from '../status/TargetStatus';
import { portsInWords } from './portsInWords';
import { Rule } from './Rule';

/**
 * A caller sends what the target refuses, for another reason than that it has no proxy: both sides are in the mesh, and a
 * DestinationRule of one does not go with a PeerAuthentication of the other.
 */
export const connectionFails: Rule = ({ status }) =>
  status.access.callers.flatMap(entry =>
    failingConnections(entry).map(({ ports, outcome, reason, evidence }) => ({
      // One that was not seen may never call.
      severity: entry.sources.includes('observed') ? 'error' : 'warning',
      object: evidence[0],
      message: `Connections of ${entry.caller.label} to ${portsInWords(ports)} fail${outcome === 'fails' ? '' : ' from or to some pods'}. ${reason}`,
      action:
        'Let both sides agree: drop tls from the DestinationRule, so that mTLS is automatic, or accept what is sent in a PeerAuthentication.',
    })),
  );

/** Those that another rule does not already tell about: callers without a proxy are plaintextCallerRefused's. */
export function failingConnections(entry: CallerVerdict): CallerConnection[] {
  return callsInPlaintext(entry)
    ? []
    : (entry.connections ?? []).filter(
        ({ outcome }) => outcome === 'fails' || outcome === 'partly-fails',
      );
}
