import { Gate, met, unknown, waiting } from './Gate';

/** Calls to every Service of the workload go through a waypoint that runs. */
export const waypointIsReady: Gate = ({ waypoints = [] }) => {
  const services = waypoints.filter(({ service }) => service !== undefined);
  if (services.length === 0) {
    return waiting('No Service of the workload is seen that has a waypoint.');
  }
  const past = services.find(({ state }) => state !== 'bound');
  if (past) {
    const reason = `Service ${past.service}: ${past.reason}`;
    return past.state === 'unknown' ? unknown(reason) : waiting(reason);
  }
  const idle = services.find(({ pods }) => (pods?.ready ?? 0) === 0);
  if (idle) {
    return idle.pods === undefined
      ? unknown(
          `Whether the waypoint of Service ${idle.service} runs is not known.`,
        )
      : waiting(
          `${idle.pods.total === 0 ? 'No pod' : `None of the ${idle.pods.total} pods`} of the waypoint of Service ${idle.service} is ready.`,
        );
  }
  return met(services.map(({ reason }) => reason)[0]);
};
