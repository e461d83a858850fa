import { GateResult, OnboardingRequest } from '@onmesh/plugin-mesh-common';
import { StoredPullRequest } from '../../store/RequestStore';
import { presentStage } from '../branchName';
import { onward } from '../onward';
import { Step, StepOutcome } from '../Step';

/** `verifying`: the next stage is proposed only when the mesh itself shows that this one is safe. */
export const verify: Step = async (request, { gates, pullRequests }) => {
  // A plan without stages has nothing to verify.
  const results =
    request.plan.stages.length === 0
      ? []
      : await gates.read(request, baseline(request, pullRequests));
  return decideByGates(request, results);
};

/** Traffic before the stage's first attempt: the later ones may have come after it was merged. */
function baseline(
  { stageIndex }: OnboardingRequest,
  pullRequests: readonly StoredPullRequest[],
) {
  return pullRequests.find(pr => pr.stageIndex === stageIndex)?.baseline;
}

/** What follows from a reading of the gates. */
export function decideByGates(
  request: OnboardingRequest,
  gates: GateResult[],
): StepOutcome {
  const failed = gates.filter(gate => gate.state === 'failed');
  if (failed.length > 0) {
    return {
      type: 'event',
      event: 'block',
      message: `${presentStage(request).title} is merged, but: ${reasons(failed)} Nothing further is proposed. Mend it and propose again, or withdraw.`,
      changes: { gates },
    };
  }
  if (gates.some(gate => gate.state === 'waiting')) {
    return { type: 'wait', gates };
  }
  return {
    type: 'event',
    ...onward(request, gates),
    message: reasons(gates),
  };
}

function reasons(gates: GateResult[]): string {
  return gates.map(gate => gate.reason).join(' ');
}
