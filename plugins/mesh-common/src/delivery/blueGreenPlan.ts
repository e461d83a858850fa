import { Rollout } from './Rollout';

/** How a blue-green switch goes. */
export interface BlueGreenPlan {
  /** The Service that callers use. */
  activeService?: string;
  /** The Service under which the new version can be tried before the switch. */
  previewService?: string;
  /** Who switches: the controller as soon as the new version is ready, the controller after a time, or a person. */
  switchedBy: 'controller' | 'timer' | 'person';
  /** Of the timer. */
  afterSeconds?: number;
}

/**
 * The plan of a blue-green switch; undefined for another strategy.
 *
 * Source: argo-rollouts rollout/bluegreen.go, utils/defaults/defaults.go.
 */
export function blueGreenPlan({ spec }: Rollout): BlueGreenPlan | undefined {
  const { blueGreen } = spec?.strategy ?? {};
  if (!blueGreen) {
    return undefined;
  }
  const { activeService, previewService, autoPromotionSeconds } = blueGreen;
  const hasTimer = (autoPromotionSeconds ?? 0) > 0;
  const byPerson = blueGreen.autoPromotionEnabled === false;
  // A timer ends the pause also where switching by itself is off.
  if (hasTimer) {
    return {
      activeService,
      previewService,
      switchedBy: 'timer',
      afterSeconds: autoPromotionSeconds,
    };
  }
  return {
    activeService,
    previewService,
    switchedBy: byPerson ? 'person' : 'controller',
  };
}
