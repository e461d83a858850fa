import { Gate, met, waiting } from './Gate';

/** No pod of the workload has a proxy any more. */
export const noPodHasAProxy: Gate = ({ enrolment }) => {
  const { total, withProxy } = enrolment.pods;
  if (enrolment.state === 'unknown' || total === 0) {
    return waiting(`It is not known yet: ${enrolment.reason}`);
  }
  return withProxy === 0
    ? met(
        total === 1
          ? 'The pod has no proxy.'
          : `None of the ${total} pods has a proxy.`,
      )
    : waiting(`${withProxy} of ${total} pods still have a proxy.`);
};
