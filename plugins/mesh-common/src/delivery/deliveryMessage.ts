import { DeliveryPause } from './pauseOf';
import { isFirstDeploy } from './canarySteps';
import { isFullyPromoted } from './canaryWeights';
import { Rollout } from './Rollout';
import { RolloutPhase } from './rolloutPhase';

const REVISION = 'rollout.argoproj.io/revision';

/** One sentence on how a rollout is doing; the controller's own words wherever they say more than a field name. */
export function deliveryMessage(
  rollout: Rollout,
  { phase, message }: RolloutPhase,
  pause: DeliveryPause | undefined,
): string {
  if (phase === 'Healthy' && isFullyPromoted(rollout)) {
    return `No ${strategyWord(rollout)} in progress: all traffic goes to ${revisionWord(rollout)}.`;
  }
  if (phase === 'Progressing' && isFirstDeploy(rollout)) {
    return `First deploy: there is no older version, so no step is taken. The controller says: ${message || 'nothing'}.`;
  }
  return phase === 'Paused' && pause ? pauseSentence(pause, message) : message;
}

function pauseSentence(pause: DeliveryPause, message: string): string {
  if (pause.until !== undefined) {
    return `Paused until ${pause.until}, then it goes on by itself.`;
  }
  switch (pause.reason) {
    case 'CanaryPauseStep':
    case 'BlueGreenPause':
      return 'Paused until a person promotes it.';
    case 'InconclusiveAnalysisRun':
      return 'Paused because an analysis was inconclusive: a person decides.';
    case 'InconclusiveExperiment':
      return 'Paused because an experiment was inconclusive: a person decides.';
    case 'Paused':
      return 'Paused by spec.paused until a person sets it to false.';
    default:
      return message;
  }
}

function strategyWord(rollout: Rollout): string {
  return rollout.spec?.strategy?.blueGreen ? 'blue-green switch' : 'canary';
}

function revisionWord({ metadata }: Rollout): string {
  const revision = metadata?.annotations?.[REVISION];
  return revision === undefined ? 'one version' : `revision ${revision}`;
}
