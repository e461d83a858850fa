import { Gate, failed, met, NO_METRICS, unknown } from './Gate';
import { percent } from './gateWords';

/** How much the share of 403 answers may grow: below this, one caller's wrong token looks like a policy. */
const TOLERATED_DENIALS = 0.01;

/** Requests are not refused more often than before the stage. */
export const noNewDenials: Gate = ({ traffic }, { before }) => {
  if (!traffic) {
    return NO_METRICS;
  }
  const { forbiddenRate, window } = traffic;
  if (forbiddenRate === undefined) {
    return unknown(`No request was seen in the last ${window}.`);
  }
  const earlier = before?.forbiddenRate ?? 0;
  const now = `${percent(forbiddenRate)} of requests were answered 403 in the last ${window}`;
  if (forbiddenRate <= earlier + TOLERATED_DENIALS) {
    return met(`${now}.`);
  }
  return failed(
    before?.forbiddenRate === undefined
      ? `${now}, and it is not known that it was so before. See whom the policy refuses.`
      : `${now}, ${percent(earlier)} before the change. See whom the policy refuses.`,
  );
};
