import { DeliveryEvent, RolloutActionName } from '@onmesh/plugin-mesh-common';
import { Words } from './Tone';

/** What is on the button. */
export const rolloutActionWords: Record<RolloutActionName, string> = {
  promote: 'Promote',
  'promote-full': 'Promote fully',
  abort: 'Abort',
  retry: 'Try again',
};

/** What the dialog asks. */
export const rolloutActionQuestions: Record<RolloutActionName, string> = {
  promote: 'Let the new version go on?',
  'promote-full': 'Give the new version all traffic now?',
  abort: 'Take the new version back?',
  retry: 'Try the aborted version again?',
};

/** What the history says. */
export const rolloutActionDone: Record<RolloutActionName, string> = {
  promote: 'Promoted',
  'promote-full': 'Promoted fully',
  abort: 'Aborted',
  retry: 'Tried again',
};

export const deliveryOutcomeWords: Record<DeliveryEvent['outcome'], Words> = {
  done: { label: 'Done', tone: 'good' },
  partly: { label: 'Partly done', tone: 'warning' },
  refused: { label: 'Not done', tone: 'warning' },
  unknown: { label: 'Unknown', tone: 'unknown' },
};
