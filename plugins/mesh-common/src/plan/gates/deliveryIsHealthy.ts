import { Gate, failed, met, waiting } from './Gate';

/** The delivery controller reports the workload healthy. */
export const deliveryIsHealthy: Gate = ({ delivery }) => {
  if (delivery.controller === 'none') {
    return waiting('No delivery controller reports about the workload yet.');
  }
  if (delivery.phase === 'Healthy') {
    return met('The controller reports the rollout healthy.');
  }
  const reason = `The rollout is ${delivery.phase}. ${delivery.message}`;
  return delivery.phase === 'Degraded' ? failed(reason) : waiting(reason);
};
