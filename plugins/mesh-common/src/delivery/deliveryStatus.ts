import { Pod } from '../kubernetes/KubernetesObject';
import { AnalysisRun } from './AnalysisRun';
import { DeliveryAnalysis } from './analysisStatus';
import { DeliveryStep } from './canarySteps';
import { DeliveryVersion } from './deliveryVersions';
import { DeliveryPause } from './pauseOf';
import { ReplicaSet } from './ReplicaSet';
import { Rollout } from './Rollout';
import { rolloutDelivery } from './rolloutDelivery';
import { DeliveryPhase } from './rolloutPhase';
import { VirtualService } from './VirtualService';

/** How a new version of a workload reaches its callers, whichever controller brings it. */
export interface DeliveryStatus {
  controller: 'argo-rollouts' | 'none';
  strategy: 'canary' | 'blue-green' | 'none';
  object?: { kind: string; namespace?: string; name: string };
  phase: DeliveryPhase;
  message: string;
  /** The step in progress, of `count`; `index` is the number of completed ones. Undefined at rest and after an abort. */
  step?: { index: number; count: number; text: string };
  steps: DeliveryStep[];
  /** The canary's percentage; undefined when there is no canary. */
  weight?: {
    /** What the steps ask for. */
    wanted: number;
    /** What the controller says is in effect. */
    reported?: number;
    /** What the routes of the mesh say. */
    routed?: number;
  };
  versions: DeliveryVersion[];
  analysis: DeliveryAnalysis[];
  pause?: DeliveryPause;
  aborted?: { reason: string };
  warnings: string[];
}

/** What a delivery is judged by. Lists may hold objects of other workloads. */
export interface DeliveryInput {
  rollout?: Rollout;
  replicaSets: readonly ReplicaSet[];
  pods: readonly Pod[];
  analysisRuns: readonly AnalysisRun[];
  virtualServices: readonly VirtualService[];
  /** RFC 3339. Without it nothing is called late. */
  now?: string;
}

/**
 * How the delivery of a workload is doing. Never throws: what is missing in the objects is missing in the answer.
 */
export function deliveryStatus(input: DeliveryInput): DeliveryStatus {
  const { rollout } = input;
  return rollout
    ? rolloutDelivery({ ...input, rollout })
    : {
        controller: 'none',
        strategy: 'none',
        phase: 'Unknown',
        message: 'No delivery controller manages this workload.',
        steps: [],
        versions: [],
        analysis: [],
        warnings: [],
      };
}
