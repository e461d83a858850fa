import { DeliveryStep } from '../canarySteps';
import { listOf } from '../listOf';
import { Canary } from './Canary';
import { canaryStrategy, canaryWeightSteps } from './canaryStrategy';

/**
 * The plan of a canary in words, and how far it is. Nothing is said to be passed while no new version is under way:
 * Flagger keeps no record of it.
 *
 * @param weight - percent of the requests that the new version gets now, if known
 */
export function flaggerSteps(
  canary: Canary,
  weight: number | undefined,
): DeliveryStep[] {
  const { spec } = canary;
  if (spec?.skipAnalysis) {
    return [];
  }
  const trials = trialTexts(canary);
  const hasGate = listOf(spec?.analysis?.webhooks).some(
    ({ type }) => type === 'confirm-promotion',
  );
  const texts = [
    ...trials,
    ...(hasGate ? ['wait until a person confirms the promotion'] : []),
    'update the serving version and send all requests to it',
  ];
  const current = currentOf(canary, { weight, trials: trials.length, hasGate });
  return texts.map((text, at) => ({ text, state: stateAt(at, current) }));
}

function trialTexts(canary: Canary): string[] {
  const { iterations = 0 } = canary.spec?.analysis ?? {};
  return canaryStrategy(canary) === 'canary'
    ? canaryWeightSteps(canary).map(weight => `set weight ${weight} %`)
    : [`check the new version in ${iterations} rounds`];
}

function currentOf(
  canary: Canary,
  of: { weight: number | undefined; trials: number; hasGate: boolean },
): number | undefined {
  switch (canary.status?.phase) {
    case 'Progressing':
      return canaryStrategy(canary) === 'canary'
        ? stepOfWeight(canary, of.weight)
        : 0;
    case 'WaitingPromotion':
      return of.trials;
    case 'Promoting':
    case 'Finalising':
      return of.trials + (of.hasGate ? 1 : 0);
    default:
      return undefined;
  }
}

/** Undefined before the first weight is set: then the new version is still starting. */
function stepOfWeight(
  canary: Canary,
  weight: number | undefined,
): number | undefined {
  const at = canaryWeightSteps(canary).findLastIndex(
    step => weight !== undefined && step <= weight,
  );
  return at === -1 ? undefined : at;
}

function stateAt(
  at: number,
  current: number | undefined,
): DeliveryStep['state'] {
  if (current === undefined || at > current) {
    return 'todo';
  }
  return at < current ? 'done' : 'current';
}
