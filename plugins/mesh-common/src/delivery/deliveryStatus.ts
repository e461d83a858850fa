import { EventObject } from './EventObject';
import { Pod, Service } from '../kubernetes/KubernetesObject';
import { AnalysisRun } from './AnalysisRun';
import { DeliveryAnalysis } from './analysisStatus';
import { DeliveryStep } from './canarySteps';
import { DeliveryVersion } from './deliveryVersions';
import { DeliveryExperiment, Experiment } from './experiments';
import { DeliveryPause } from './pauseOf';
import { ReplicaSet } from './ReplicaSet';
import { PossibleAction } from './actions';
import { BlueGreenPlan } from './blueGreenPlan';
import { Application } from './ownership';
import { otherControllers } from './ownership/otherControllers';
import { Canary, canaryFor, DeliveryChecks, DeliveryGate } from './flagger';
import { flaggerDelivery } from './flagger/flaggerDelivery';
import { HTTPRoute, TrafficRule } from './routes';
import { DestinationRule } from './routes/DestinationRule';
import {
  conditionalRules,
  lostRequests,
  routesDelivery,
  routesOf,
} from './routes/routesDelivery';
import { PlannedPods } from './plannedPods';
import { PodCounts } from './podCounts';
import { Rollout } from './Rollout';
import { rolloutDelivery } from './rolloutDelivery';
import { DeliveryPhase } from './rolloutPhase';
import { rolloutSince } from './rolloutSince';
import { VirtualService } from './VirtualService';

/**
 * How a new version of a workload reaches its callers, whichever controller brings it. `routes` means that none does: people
 * wrote routes that split requests.
 */
export interface DeliveryStatus {
  controller: 'argo-rollouts' | 'flagger' | 'routes' | 'none';
  strategy: 'canary' | 'blue-green' | 'ab-testing' | 'none';
  object?: { kind: string; namespace?: string; name: string };
  phase: DeliveryPhase;
  message: string;
  /** RFC 3339: when it came into this phase; undefined when no object tells. */
  since?: string;
  /** The step in progress, of `count`; `index` is the number of completed ones. Undefined at rest and after an abort. */
  step?: { index: number; count: number; text: string };
  steps: DeliveryStep[];
  /** The canary's percentage; undefined when there is no canary. */
  weight?: {
    /** What the steps ask for; undefined when only the controller knows. */
    wanted?: number;
    /** What the controller says is in effect. */
    reported?: number;
    /** What the routes of the mesh say. */
    routed?: number;
  };
  versions: DeliveryVersion[];
  /** Of all versions together, as the controller reports them. */
  pods?: PodCounts;
  /** Pods that each version is to have now, while two of them take part. */
  plannedPods?: PlannedPods;
  /** Step, counted from 0, at which the analysis beside all steps starts; undefined once it may run. */
  analysisFromStep?: number;
  analysis: DeliveryAnalysis[];
  /** Versions that run beside the delivery for a while, to be compared. */
  experiments?: DeliveryExperiment[];
  pause?: DeliveryPause;
  aborted?: { reason: string };
  /** How a new version becomes the active one. */
  blueGreen?: BlueGreenPlan;
  /** Checks of the controller that keep no series, as Flagger's. */
  checks?: DeliveryChecks;
  /** Questions that the controller asks somebody outside. */
  gates?: DeliveryGate[];
  /** That the new version gets copies of requests, whose answers nobody sees. */
  mirrored?: boolean;
  /** How requests are routed, in the order in which rules are tried; only where it depends on the request or on weights. */
  rules?: TrafficRule[];
  /** What a person may do now, with the exact patches. Undefined for a controller that is not steered by patches. */
  actions?: PossibleAction[];
  warnings: string[];
}

/** What of a workload tells its objects. */
export interface DeliveredWorkload {
  kind: string;
  namespace: string;
  name: string;
  /** Names of the Services that select its pods. */
  services?: readonly string[];
}

/** What a delivery is judged by. Lists may hold objects of other workloads. */
export interface DeliveryInput {
  rollout?: Rollout;
  replicaSets: readonly ReplicaSet[];
  pods: readonly Pod[];
  analysisRuns: readonly AnalysisRun[];
  experiments?: readonly Experiment[];
  virtualServices: readonly VirtualService[];
  httpRoutes?: readonly HTTPRoute[];
  destinationRules?: readonly DestinationRule[];
  /** All of the namespace. Without them it is not said how requests are routed where no controller does it. */
  services?: readonly Service[];
  /** Whose routes callers follow; Istio's when absent. */
  mesh?: 'istio' | 'linkerd';
  /** All of the namespace: others may move the same traffic. */
  rollouts?: readonly Rollout[];
  /** Of Argo CD. Without them it is not known whether it leaves weights alone. */
  applications?: readonly Application[];
  /** Images of the workload in Git. Without them it is not known whether Git still asks for a version that was taken back. */
  desiredImages?: readonly string[];
  /** Of Flagger. */
  canaries?: readonly Canary[];
  /** Without them it is not known why checks of Flagger failed. */
  events?: readonly EventObject[];
  /** The workload asked for; without it neither a Canary nor plain routes are looked for. */
  workload?: DeliveredWorkload;
  /** RFC 3339. Without it nothing is called late. */
  now?: string;
}

const noDelivery: DeliveryStatus = {
  controller: 'none',
  strategy: 'none',
  phase: 'Unknown',
  message: 'No delivery controller manages this workload.',
  steps: [],
  versions: [],
  analysis: [],
  warnings: [],
};

/**
 * How the delivery of a workload is doing. Never throws: what is missing in the objects is missing in the answer.
 */
export function deliveryStatus(input: DeliveryInput): DeliveryStatus {
  const { rollout, workload } = input;
  const canary = canaryFor(workload, input.canaries);
  const besides = otherControllers({ ...input, canary });
  if (rollout) {
    const status = rolloutDelivery({ ...input, rollout });
    const routes = routesOf(input, workload?.services);
    return {
      ...status,
      since: rolloutSince(rollout, status.phase),
      rules: conditionalRules(routes),
      warnings: [...status.warnings, ...lostRequests(routes), ...besides],
    };
  }
  if (canary) {
    const status = flaggerDelivery({ ...input, canary });
    return {
      ...status,
      since: canary.status?.lastTransitionTime,
      warnings: [...status.warnings, ...besides],
    };
  }
  return routesDelivery(input) ?? noDelivery;
}
