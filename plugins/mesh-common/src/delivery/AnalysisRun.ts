import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** One reading of a metric. A job has no value; a reading in progress has no finish. */
export interface Measurement {
  phase?: string;
  value?: string;
  startedAt?: string;
  finishedAt?: string;
  message?: string;
  /** What the provider adds, such as `job-name`. */
  metadata?: Record<string, string>;
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

/** What a metric measures, and what its values mean. Numbers can stand as text in a template. */
export interface Metric {
  name?: string;
  initialDelay?: string;
  interval?: string;
  count?: number | string;
  successCondition?: string;
  failureCondition?: string;
  failureLimit?: number | string;
  inconclusiveLimit?: number | string;
  consecutiveErrorLimit?: number | string;
  consecutiveSuccessLimit?: number | string;
  /** One member, named after the kind of provider. */
  provider?: Record<string, unknown>;
}

/** How many metrics of a run came to which verdict. */
export interface RunSummary {
  count?: number;
  successful?: number;
  failed?: number;
  inconclusive?: number;
  error?: number;
}

/**
 * A run of one or more metrics that decides whether a new version goes on.
 *
 * Source: argo-rollouts pkg/apis/rollouts/v1alpha1/analysis_types.go.
 */
export interface AnalysisRun extends KubernetesObject {
  kind: 'AnalysisRun';
  spec?: {
    metrics?: Metric[];
    args?: { name?: string; value?: string; valueFrom?: object }[];
    /** Metrics whose verdict does not count: regular expressions of their names. */
    dryRun?: { metricName?: string }[];
    measurementRetention?: { metricName?: string; limit?: number }[];
    terminate?: boolean;
  };
  status?: {
    phase?: string;
    message?: string;
    startedAt?: string;
    metricResults?: MetricResult[];
    runSummary?: RunSummary;
    dryRunSummary?: RunSummary;
  };
}
