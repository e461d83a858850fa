import { Rule } from './Rule';

/** A rollout that failed, waits for a person, or whose objects contradict each other. */
export const deliveryNeedsAttention: Rule = ({ status: { delivery } }) => {
  const object = delivery.object;
  const stopped = delivery.aborted?.reason ?? delivery.message;
  return [
    ...(delivery.phase === 'Degraded'
      ? [
          {
            severity: 'error' as const,
            object,
            message: `The rollout failed. ${stopped ?? ''}`.trim(),
            action:
              'Fix the new version or revert it in Git; the stable version keeps serving.',
          },
        ]
      : []),
    // Routes that people wrote stay as they are; only a controller waits.
    ...(delivery.phase === 'Paused' &&
    delivery.controller !== 'routes' &&
    delivery.pause?.until === undefined
      ? [
          {
            severity: 'info' as const,
            object,
            message: 'The rollout waits for a person to promote or abort it.',
            action: 'Look at the analysis, then decide.',
          },
        ]
      : []),
    ...delivery.warnings.map(message => ({
      severity: 'warning' as const,
      object,
      message,
      action: 'Look at the objects of the rollout.',
    })),
  ];
};
