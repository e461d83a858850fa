import { OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { Progress } from '../plan/StageStepper';
import { requestStateWords } from '../words/requestWords';

/** How far a request is in its plan. Before the approval, and after a rejection, no stage was worked on. */
export function progressOfRequest(request: OnboardingRequest): Progress {
  const { state, stageIndex, plan } = request;
  const words = requestStateWords[state];
  if (state === 'submitted' || state === 'rejected') {
    return { current: -1, words };
  }
  return { current: state === 'done' ? plan.stages.length : stageIndex, words };
}
