import { Profile, ProfileCanary } from '@onmesh/plugin-mesh-common';
import { Candidate } from '../form/Candidate';
import { Keyed } from '../form/Keyed';
import { text, typed } from '../form/typed';
import {
  AnalysisDraft,
  analysisFromProfile,
  analysisToInput,
} from './analysisDraft';
import { GateDraft, gatesFromProfile, gatesToInput } from './gateDraft';
import { MatchDraft, matchFromProfile, matchToInput } from './matchDraft';
import { StepDraft, stepsFromProfile, stepsToInput } from './stepDraft';

export interface CanaryDraft {
  isSet: boolean;
  /** Argo Rollouts when the profile does not say. */
  controller: ProfileCanary['controller'];
  /** Where requests go without a controller. */
  goes: 'on' | 'back';
  stableVersion: string;
  newVersion: string;
  steps: Keyed<StepDraft>[];
  /** How long Flagger stays at each step: it has one time for all. */
  interval: string;
  match: MatchDraft;
  gates: GateDraft[];
  analysis: AnalysisDraft;
}

export function canaryFromProfile(
  canary: ProfileCanary | undefined,
): CanaryDraft {
  const steps = stepsFromProfile(canary?.steps);
  return {
    isSet: canary !== undefined,
    controller: canary?.controller,
    goes: isBack(canary) ? 'back' : 'on',
    stableVersion: typed(canary?.versions?.stable),
    newVersion: typed(canary?.versions?.canary),
    steps,
    interval: steps[0].pause,
    match: matchFromProfile(canary?.match),
    gates: gatesFromProfile(canary?.gates),
    analysis: analysisFromProfile(canary?.analysis),
  };
}

/** What the controller has no use for is left out; it stays typed, for when another one is chosen. */
export function canaryToInput(
  draft: CanaryDraft,
): Candidate<Profile['canary']> {
  const { controller } = draft;
  const isGit = controller === 'none';
  const isFlagger = controller === 'flagger';
  return draft.isSet
    ? {
        controller,
        versions: isGit
          ? {
              stable: text(draft.stableVersion),
              canary: goesOn(draft) ? draft.newVersion.trim() : undefined,
            }
          : undefined,
        steps: goesOn(draft) ? stepsToInput(draft) : [],
        match: isFlagger ? undefined : matchToInput(draft.match),
        gates: isFlagger ? gatesToInput(draft.gates) : undefined,
        analysis: analysisToInput(draft.analysis, { hasQuery: !isGit }),
      }
    : undefined;
}

/** Whether there is a new version to let in: without a controller all requests can go to the stable one. */
export function goesOn({ controller, goes }: CanaryDraft): boolean {
  return controller !== 'none' || goes === 'on';
}

function isBack(canary: ProfileCanary | undefined): boolean {
  return canary?.versions !== undefined && canary.versions.canary === undefined;
}
