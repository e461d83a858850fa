import { callsInPlaintext } from '../../status/callsInPlaintext';
import { Gate, failed, met, NO_METRICS, unknown } from './Gate';
import { count, isKnown, list } from './gateWords';
import { measuredDryRun, whoWasDenied } from './measuredDryRun';

/**
 * The policies, once enforced, would let in every caller that is known to exist; and where proxies count what the dry run
 * would deny, they counted nothing.
 */
export const noKnownCallerWouldBeDenied: Gate = status => {
  const { access, traffic } = status;
  const known = access.callers.filter(isKnown);
  const verdicts = known.map(entry => ({
    label: entry.caller.label,
    plaintext: callsInPlaintext(entry),
    ...(entry.ifEnforced ?? entry),
  }));
  const measured = measuredDryRun(status);
  const denied = verdicts.filter(({ verdict }) => verdict === 'denied');
  if (denied.length > 0) {
    return failed(
      sentences(
        `${count(denied.length, 'known caller')} would be denied: ${denied.map(({ label, reason }) => `${label} (${reason})`).join(' ')} ${denied.every(({ plaintext }) => plaintext) ? 'Take them onto the mesh' : 'Add them to the callers'}, or see that they stop calling.`,
        measured?.denials && measured.said,
      ),
    );
  }
  if (!traffic) {
    return NO_METRICS;
  }
  if (measured?.denials) {
    return failed(
      sentences(
        measured.said,
        `No known caller explains that. ${whoWasDenied(status)}`,
      ),
    );
  }
  const untold = verdicts.filter(({ verdict }) => verdict === 'unknown');
  return untold.length > 0
    ? unknown(
        sentences(
          `It is not known whether ${list(untold)} would be allowed. ${untold[0].reason}`,
          measured?.said,
        ),
      )
    : met(
        sentences(
          `All ${count(known.length, 'known caller')} would be allowed, as seen in the last ${traffic.window}.`,
          measured?.said,
        ),
      );
};

function sentences(...said: (string | false | undefined)[]): string {
  return said.filter(Boolean).join(' ');
}
