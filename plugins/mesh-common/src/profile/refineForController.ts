import { RefinementContext, Refuse, refuserOf } from './Refuse';
import { versionSubset } from './versionSubset';

/** A canary, as far as its parts depend on who runs it. */
interface Parts {
  controller?: 'argo-rollouts' | 'flagger' | 'none';
  versions?: { stable: string; canary?: string };
  steps: readonly { pause: string }[];
  match?: object;
  gates?: object;
  analysis?: { query?: { promql: string } };
}

/** Refuses what the controller of a canary cannot do. */
export function refineForController(
  canary: Parts,
  context: RefinementContext,
): void {
  const refuse = refuserOf(context);
  const isComing =
    canary.controller !== 'none' ||
    canary.versions === undefined ||
    canary.versions.canary !== undefined;
  if (isComing !== canary.steps.length > 0) {
    refuse(
      ['steps'],
      isComing
        ? 'must have at least one step'
        : 'lead nowhere without versions.canary, the version that is to serve',
    );
  }
  if (canary.controller !== 'none' && canary.versions) {
    refuse(
      ['versions'],
      'is for a canary without a controller: a controller tells the versions apart by itself',
    );
  }
  if (canary.controller !== 'flagger' && canary.gates) {
    refuse(
      ['gates'],
      'is for Flagger, which asks before it goes on; otherwise let a step wait for a person with the pause manual',
    );
  }
  if (canary.controller === 'flagger') {
    refineForFlagger(canary, refuse);
  } else if (canary.analysis?.query?.promql.includes('{{')) {
    refuse(
      ['analysis', 'query', 'promql'],
      'must hold no {{: Argo Rollouts takes it for an argument, and refuses one that is not there',
    );
  }
  if (canary.controller === 'none') {
    refineForGit(canary, refuse);
  }
}

function refineForFlagger({ steps, match }: Parts, refuse: Refuse): void {
  steps.forEach(({ pause }, index) => {
    if (pause === 'manual') {
      refuse(
        ['steps', index, 'pause'],
        'must be a duration: Flagger asks at gates, and not by a pause, whether to go on',
      );
    } else if (pause !== steps[0].pause) {
      refuse(
        ['steps', index, 'pause'],
        'must be as long as the first one: Flagger has one interval for all steps',
      );
    }
  });
  if (match) {
    refuse(
      ['match'],
      'cannot be had with weights: Flagger either routes by headers or shifts weights',
    );
  }
}

function refineForGit(
  { versions, steps, analysis }: Parts,
  refuse: Refuse,
): void {
  if (!versions) {
    refuse(
      ['versions'],
      'is needed without a controller, to tell the pods of the two versions apart',
    );
  } else if (
    versions.canary !== undefined &&
    versionSubset(versions.stable) === versionSubset(versions.canary)
  ) {
    refuse(
      ['versions', 'canary'],
      'must be another than the stable one, by more than capitals and punctuation',
    );
  }
  steps.forEach(({ pause }, index) => {
    if (pause !== 'manual') {
      refuse(
        ['steps', index, 'pause'],
        'must be manual without a controller: each step is a pull request that a person merges',
      );
    }
  });
  if (analysis?.query) {
    refuse(
      ['analysis', 'query'],
      'needs a controller that asks it: without one, steps are judged by success rate and p99',
    );
  }
}
