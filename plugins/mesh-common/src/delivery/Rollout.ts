import { KubernetesObject, PodSpec } from '../kubernetes/KubernetesObject';

/** One canary step; exactly one of the fields is set. */
export interface CanaryStep {
  setWeight?: number;
  /** Whole seconds or a Go duration; without a duration the step waits for a person. */
  pause?: { duration?: number | string };
  analysis?: { templates?: { templateName?: string }[] };
  experiment?: {
    duration?: string;
    templates?: { name?: string; specRef?: string; weight?: number }[];
  };
  setCanaryScale?: {
    weight?: number;
    replicas?: number;
    matchTrafficWeight?: boolean;
  };
  /** Without `match` the step takes the named route away again. */
  setHeaderRoute?: { name?: string; match?: { headerName?: string }[] };
  /** Without `match` the step takes the named route away again. */
  setMirrorRoute?: { name?: string; percentage?: number; match?: object[] };
  plugin?: { name?: string };
}

/** Where a VirtualService is that the controller writes weights into, `name` or `name.namespace`. */
export interface VirtualServiceRef {
  name?: string;
  /** Names of the http routes to write; may be left out when there is only one. */
  routes?: string[];
  /** Routes that are not http, and of which nothing is read here. */
  tlsRoutes?: object[];
  tcpRoutes?: object[];
}

/** The canary half of a strategy, as far as a reader looks at it. */
export interface CanaryStrategy {
  steps?: CanaryStep[];
  /** A number of pods, or a part of them such as `25%`, which is also what an absent one means. */
  maxSurge?: number | string;
  maxUnavailable?: number | string;
  /** Of a version that is to have any, with a router. */
  minPodsPerReplicaSet?: number;
  /** That the stable version gives up pods as it gives up traffic. */
  dynamicStableScale?: boolean;
  /** 0 leaves the pods of an aborted version where they are. */
  abortScaleDownDelaySeconds?: number;
  /** Runs beside all steps from `startingStep` on. */
  analysis?: {
    startingStep?: number;
    templates?: { templateName?: string }[];
  };
  canaryService?: string;
  stableService?: string;
  /** Two Services that change places with every version. */
  pingPong?: { pingService?: string; pongService?: string };
  scaleDownDelaySeconds?: number;
  trafficRouting?: {
    /** Routes that steps may add, in the order in which they are tried. */
    managedRoutes?: { name?: string }[];
    alb?: { rootService?: string };
    ambassador?: object;
    apisix?: object;
    appMesh?: object;
    nginx?: object;
    plugins?: Record<string, unknown>;
    smi?: object;
    traefik?: object;
    /** What a weight is out of; 100 when absent. */
    maxTrafficWeight?: number;
    istio?: {
      virtualService?: VirtualServiceRef;
      virtualServices?: VirtualServiceRef[];
      destinationRule?: {
        name?: string;
        canarySubsetName?: string;
        stableSubsetName?: string;
      };
    };
  };
}

/** Where the router sends one part of the traffic, as the controller reports it. */
export interface WeightDestination {
  weight?: number;
  serviceName?: string;
  podTemplateHash?: string;
}

/** A pointer from a rollout to an analysis run that it started. */
export interface AnalysisRunPointer {
  name?: string;
  status?: string;
  message?: string;
}

/** What the controller reports about a Rollout. Counts that are zero are left out. */
export interface RolloutStatus {
  /** The generation as text; releases before 1.0 wrote a hash here. */
  observedGeneration?: string;
  workloadObservedGeneration?: string;
  phase?: string;
  message?: string;
  abort?: boolean;
  abortedAt?: string;
  /** Somebody asked to skip all that is left; set until the version is the stable one. */
  promoteFull?: boolean;
  controllerPause?: boolean;
  pauseConditions?: { reason?: string; startTime?: string }[];
  conditions?: {
    type?: string;
    status?: string;
    reason?: string;
    message?: string;
    lastTransitionTime?: string;
  }[];
  currentPodHash?: string;
  stableRS?: string;
  /** Completed steps, and so the 0-based index of the current one. */
  currentStepIndex?: number;
  replicas?: number;
  updatedReplicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  restartedAt?: string;
  blueGreen?: {
    activeSelector?: string;
    previewSelector?: string;
    prePromotionAnalysisRunStatus?: AnalysisRunPointer;
    postPromotionAnalysisRunStatus?: AnalysisRunPointer;
  };
  canary?: {
    weights?: {
      canary?: WeightDestination;
      stable?: WeightDestination;
      additional?: WeightDestination[];
    };
    /** Which of the two services of a ping-pong pair is the stable one. */
    stablePingPong?: string;
    currentStepAnalysisRunStatus?: AnalysisRunPointer;
    currentBackgroundAnalysisRunStatus?: AnalysisRunPointer;
    /** Name of the Experiment of the step in progress. */
    currentExperiment?: string;
  };
}

/**
 * An Argo Rollouts workload. Every field can be absent: objects are read while they are being written.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/types.go.
 */
export interface Rollout extends KubernetesObject {
  kind: 'Rollout';
  spec?: {
    replicas?: number;
    paused?: boolean;
    restartAt?: string;
    workloadRef?: { apiVersion?: string; kind: string; name: string };
    selector?: { matchLabels?: Record<string, string> };
    template?: {
      metadata?: { labels?: Record<string, string> };
      spec?: PodSpec;
    };
    minReadySeconds?: number;
    /** 600 when absent. */
    progressDeadlineSeconds?: number;
    revisionHistoryLimit?: number;
    strategy?: {
      canary?: CanaryStrategy;
      blueGreen?: {
        activeService?: string;
        previewService?: string;
        scaleDownDelayRevisionLimit?: number;
        /** True when absent. */
        autoPromotionEnabled?: boolean;
        autoPromotionSeconds?: number;
        postPromotionAnalysis?: object;
      };
    };
  };
  status?: RolloutStatus;
}
