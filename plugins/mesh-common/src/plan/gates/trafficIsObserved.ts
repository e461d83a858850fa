import { Gate, met, NO_METRICS, unknown } from './Gate';
import { count } from './gateWords';

/** Requests to the workload show in the metrics. */
export const trafficIsObserved: Gate = ({ traffic }) => {
  if (!traffic) {
    return NO_METRICS;
  }
  return traffic.callers.length === 0
    ? unknown(`No request was seen in the last ${traffic.window}.`)
    : met(
        `Requests of ${count(traffic.callers.length, 'caller')} were seen in the last ${traffic.window}.`,
      );
};
