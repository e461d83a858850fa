import { callsInPlaintext } from '../../status/callsInPlaintext';
import { Gate, failed, met, NO_METRICS, unknown } from './Gate';
import { count, isKnown, list } from './gateWords';

/** The policies, once enforced, would let in every caller that is known to exist. */
export const noKnownCallerWouldBeDenied: Gate = ({ access, traffic }) => {
  const known = access.callers.filter(isKnown);
  const verdicts = known.map(entry => ({
    label: entry.caller.label,
    plaintext: callsInPlaintext(entry),
    ...(entry.ifEnforced ?? entry),
  }));
  const denied = verdicts.filter(({ verdict }) => verdict === 'denied');
  if (denied.length > 0) {
    return failed(
      `${count(denied.length, 'known caller')} would be denied: ${denied.map(({ label, reason }) => `${label} (${reason})`).join(' ')} ${denied.every(({ plaintext }) => plaintext) ? 'Take them onto the mesh' : 'Add them to the callers'}, or see that they stop calling.`,
    );
  }
  if (!traffic) {
    return NO_METRICS;
  }
  const untold = verdicts.filter(({ verdict }) => verdict === 'unknown');
  return untold.length > 0
    ? unknown(
        `It is not known whether ${list(untold)} would be allowed. ${untold[0].reason}`,
      )
    : met(
        `All ${count(known.length, 'known caller')} would be allowed, as seen in the last ${traffic.window}.`,
      );
};
