import { GateResult, OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { Transition } from '../store/RequestStore';

/** What comes after a stage whose gates are settled: the next stage, or the end. */
export function onward(
  { stageIndex, plan }: OnboardingRequest,
  gates: GateResult[],
): { event: 'advance' | 'finish' } & Pick<Transition, 'changes'> {
  return stageIndex + 1 < plan.stages.length
    ? {
        event: 'advance',
        changes: { stageIndex: stageIndex + 1, attempt: 1, gates: [] },
      }
    : { event: 'finish', changes: { gates } };
}
