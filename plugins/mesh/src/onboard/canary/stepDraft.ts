import { ProfileCanary } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed, keyed } from '../form/Keyed';
import { number, typed } from '../form/typed';

type Steps = ProfileCanary['steps'];

export interface StepDraft {
  weight: string;
  ends: 'time' | 'person';
  /** How long it stays; kept while it waits for a person. */
  pause: string;
}

/** Offered where there are none yet. */
const usual: Steps = [
  { weight: 10, pause: '5m' },
  { weight: 50, pause: '10m' },
];

export function stepsFromProfile(steps: Steps = []): Keyed<StepDraft>[] {
  return keyed(
    (steps.length > 0 ? steps : usual).map(({ weight, pause }) => ({
      weight: typed(weight),
      ends: pause === 'manual' ? 'person' : 'time',
      pause: pause === 'manual' ? '5m' : pause,
    })),
  );
}

/** Flagger has one time for all steps. Without a controller each is a pull request, which a person merges. */
export function stepsToInput(draft: {
  controller: ProfileCanary['controller'];
  steps: StepDraft[];
  interval: string;
}): Candidate<Steps> {
  const pauseOf = ({ ends, pause }: StepDraft) => {
    if (draft.controller === 'none') {
      return 'manual';
    }
    if (draft.controller === 'flagger') {
      return draft.interval.trim();
    }
    return ends === 'person' ? 'manual' : pause.trim();
  };
  return draft.steps.map(step => ({
    weight: number(step.weight),
    pause: pauseOf(step),
  }));
}
