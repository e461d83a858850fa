import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** What Flagger calls while it works, and whose answer can hold it up. */
export interface CanaryWebhook {
  name?: string;
  /** `rollout` when absent. */
  type?: string;
  url?: string;
  /** As Go writes durations; `10s` when absent. */
  timeout?: string;
}

/** How a new version is tried. */
export interface CanaryAnalysis {
  interval?: string;
  /** Failed checks after which the new version is taken back. */
  threshold?: number;
  iterations?: number;
  maxWeight?: number;
  stepWeight?: number;
  /** Wins over `stepWeight` and `maxWeight`. */
  stepWeights?: number[];
  stepWeightPromotion?: number;
  match?: object[];
  mirror?: boolean;
  sessionAffinity?: object;
  metrics?: { name?: string }[];
  webhooks?: CanaryWebhook[];
}

/**
 * A service that Flagger delivers. The workload that it refers to is the *new* version, and has no pods at rest; the
 * version that serves is a copy of it, `<name>-primary`, which Flagger makes.
 *
 * Source: flagger pkg/apis/flagger/v1beta1/{canary,status}.go.
 */
export interface Canary extends KubernetesObject {
  kind: 'Canary';
  spec?: {
    provider?: string;
    suspend?: boolean;
    skipAnalysis?: boolean;
    targetRef?: { apiVersion?: string; kind?: string; name?: string };
    service?: { name?: string; port?: number };
    analysis?: CanaryAnalysis | null;
  };
  status?: {
    phase?: string;
    /** Set to 0 while it waits for the promotion to be confirmed, whatever is routed. */
    canaryWeight?: number;
    failedChecks?: number;
    iterations?: number;
    lastAppliedSpec?: string;
    lastPromotedSpec?: string;
    /** Hashes of the ConfigMaps and Secrets that the workload uses. */
    trackedConfigs?: { [name: string]: string } | null;
    lastTransitionTime?: string;
    conditions?: {
      type?: string;
      status?: string;
      reason?: string;
      message?: string;
      lastTransitionTime?: string;
    }[];
  } | null;
}
