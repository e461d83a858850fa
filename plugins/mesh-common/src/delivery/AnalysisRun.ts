import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** One reading of a metric. A job has no value; a reading in progress has no finish. */
export interface Measurement {
  phase?: string;
  value?: string;
  startedAt?: string;
  finishedAt?: string;
  message?: string;
}

/** All readings of one metric, with the verdict on them. Counts that are zero are left out. */
export interface MetricResult {
  name?: string;
  phase?: string;
  message?: string;
  count?: number;
  successful?: number;
  failed?: number;
  inconclusive?: number;
  error?: number;
  consecutiveError?: number;
  consecutiveSuccess?: number;
  /** That its verdict does not count for the run. */
  dryRun?: boolean;
  measurements?: Measurement[];
}

/**
 * A run of one or more metrics that decides whether a new version goes on.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/analysis_types.go.
 */
export interface AnalysisRun extends KubernetesObject {
  kind: 'AnalysisRun';
  spec?: {
    metrics?: {
      name?: string;
      successCondition?: string;
      failureCondition?: string;
      count?: number | string;
      interval?: string;
      failureLimit?: number | string;
      inconclusiveLimit?: number | string;
      consecutiveErrorLimit?: number | string;
      consecutiveSuccessLimit?: number | string;
    }[];
    args?: { name?: string; value?: string }[];
    terminate?: boolean;
  };
  status?: {
    phase?: string;
    message?: string;
    metricResults?: MetricResult[];
  };
}
