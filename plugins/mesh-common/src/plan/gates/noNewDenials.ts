import { ObservedTraffic } from '../../status/ObservedTraffic';
import { failed, Gate, GateReading, met, NO_METRICS, unknown } from './Gate';
import { count, percent } from './gateWords';

/** How much the share of denials may grow: below this, one caller's wrong token looks like a policy. */
const TOLERATED_DENIALS = 0.01;

/**
 * Requests and connections are not refused more often than before the stage: requests by the share that was answered 403, of
 * which proxies tell whether a policy or the service itself did so; connections by what ztunnel counts, which refuses them
 * without an answer.
 */
export const noNewDenials: Gate = ({ traffic }, { before }) => {
  if (!traffic) {
    return NO_METRICS;
  }
  const readings = [
    requests(traffic, before),
    connections(traffic, before),
    withoutAnswer(traffic, before),
  ].filter(reading => reading !== undefined);
  const bad = readings.filter(({ state }) => state === 'failed');
  const telling = bad.length > 0 ? bad : readings;
  return telling.length === 0
    ? unknown(`No request was seen in the last ${traffic.window}.`)
    : {
        state: telling[0].state,
        reason: telling.map(({ reason }) => reason).join(' '),
      };
};

function requests(
  { forbiddenRate, window, policies }: ObservedTraffic,
  before: ObservedTraffic | undefined,
): GateReading | undefined {
  if (forbiddenRate === undefined) {
    return undefined;
  }
  const now = `${percent(forbiddenRate)} of requests were answered 403 in the last ${window}`;
  const grown = isMore(forbiddenRate, before?.forbiddenRate);
  const byPolicy = policies?.enforced;
  if (byPolicy && byPolicy.total === undefined) {
    if (grown && byPolicy.denied === 0) {
      return met(
        `${now}, all by the service itself: its proxies counted none that a policy denied.`,
      );
    }
    const counted = `policies denied ${byPolicy.denied} of them, as the proxies counted`;
    return grown
      ? failed(
          `${comparison(now, percentOf(before?.forbiddenRate))} ${sentence(counted)}`,
        )
      : met(`${now}; ${counted}.`);
  }
  return grown
    ? failed(comparison(now, percentOf(before?.forbiddenRate)))
    : met(`${now}.`);
}

function connections(
  { window, policies }: ObservedTraffic,
  before: ObservedTraffic | undefined,
): GateReading | undefined {
  const share = refusedShare(policies);
  if (share === undefined) {
    return undefined;
  }
  const earlier = refusedShare(before?.policies);
  const now = `ztunnel refused ${percent(share)} of connections in the last ${window}`;
  return isMore(share, earlier)
    ? failed(comparison(now, percentOf(earlier)))
    : met(`${now}.`);
}

/** TCP through sidecars: what they refuse is counted, and there is no share of answers. */
function withoutAnswer(
  { forbiddenRate, window, policies, callers }: ObservedTraffic,
  before: ObservedTraffic | undefined,
): GateReading | undefined {
  const { denied, total } = policies?.enforced ?? {};
  if (
    forbiddenRate !== undefined ||
    denied === undefined ||
    total !== undefined ||
    callers.length === 0
  ) {
    return undefined;
  }
  const earlier = before?.policies?.enforced?.denied;
  return denied > (earlier ?? 0)
    ? failed(
        comparison(
          `Policies denied ${count(denied, 'connection')} in the last ${window}`,
          earlier?.toString(),
        ),
      )
    : met(
        `Policies denied ${denied === 0 ? 'no connection' : count(denied, 'connection')} in the last ${window}, as the proxies counted.`,
      );
}

function refusedShare(policies: ObservedTraffic['policies']) {
  const { denied = 0, total = 0 } = policies?.enforced ?? {};
  return total > 0 ? denied / total : undefined;
}

function isMore(now: number, earlier = 0): boolean {
  return now > earlier + TOLERATED_DENIALS;
}

function comparison(now: string, earlier: string | undefined): string {
  return earlier === undefined
    ? `${now}, and it is not known that it was so before. See whom the policy refuses.`
    : `${now}, ${earlier} before the change. See whom the policy refuses.`;
}

function percentOf(share: number | undefined): string | undefined {
  return share === undefined ? undefined : percent(share);
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
