import { Gate, met, waiting } from './Gate';

/** Every pod of the workload has a proxy that is ready. */
export const everyPodHasAReadyProxy: Gate = ({ enrolment }) => {
  const { total, withReadyProxy } = enrolment.pods;
  return enrolment.state === 'enrolled' && withReadyProxy === total
    ? met(
        total === 1
          ? 'The pod has a ready proxy.'
          : `All ${total} pods have a ready proxy.`,
      )
    : waiting(
        [
          `${withReadyProxy} of ${total} pods have a ready proxy.`,
          ...enrolment.missing,
        ].join(' '),
      );
};
