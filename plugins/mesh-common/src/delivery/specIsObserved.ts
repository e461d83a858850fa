import { Rollout } from './Rollout';

const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';
const INT32_MAX = 2 ** 31 - 1;

/**
 * Whether the controller has seen the newest spec. What is no whole number is an old hash and counts as seen, and so
 * does a number above the generation: a hash can consist of digits only.
 *
 * Source: argo-rollouts utils/rollout/rolloututil.go, `isGenerationObserved`.
 */
export function specIsObserved(rollout: Rollout): boolean {
  const observed = wholeNumber(rollout.status?.observedGeneration);
  return (
    observed === undefined || observed >= (rollout.metadata?.generation ?? 0)
  );
}

/**
 * Whether the controller has seen the newest template of the Deployment that the rollout refers to; true when it
 * refers to none. The annotation stands for the internal field that the controller itself looks at.
 *
 * Source: argo-rollouts utils/rollout/rolloututil.go, `isWorkloadGenerationObserved`; argo-cd
 * resource_customizations/argoproj.io/Rollout/health.lua.
 */
export function workloadIsObserved(rollout: Rollout): boolean {
  if (!rollout.spec?.workloadRef) {
    return true;
  }
  const wanted = int32(rollout.metadata?.annotations?.[WORKLOAD_GENERATION]);
  const observed = int32(rollout.status?.workloadObservedGeneration);
  return wanted === undefined || observed === undefined || wanted === observed;
}

function wholeNumber(text: string | undefined): number | undefined {
  return /^[+-]?\d+$/.test(String(text ?? '')) ? Number(text) : undefined;
}

// The controller parses into 32 bits: what does not fit is not a generation.
function int32(text: string | undefined): number | undefined {
  const value = wholeNumber(text);
  return value !== undefined && Math.abs(value) <= INT32_MAX
    ? value
    : undefined;
}
