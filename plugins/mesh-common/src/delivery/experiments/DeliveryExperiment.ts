import { AnalysisPhase } from '../analysisPhase';
import { DeliveryAnalysis } from '../analysisStatus';

/** One version of an experiment. */
export interface ExperimentVersion {
  /** Of the template: `baseline`, `canary`. */
  name: string;
  images: string[];
  /** Undefined when neither its ReplicaSet nor the experiment says. */
  pods?: { ready: number; wanted: number };
  /** Percent of the requests, where the router sends it some. */
  share?: number;
  /** Why it does not run, in the controller's words. */
  message?: string;
}

/** An experiment of the version that is being delivered. */
export interface DeliveryExperiment {
  name: string;
  phase: AnalysisPhase;
  /** The controller's words; absent when it has none. */
  message?: string;
  revision?: number;
  /** RFC 3339. */
  since?: string;
  /** RFC 3339: when it ends by itself. Undefined without a duration, before its versions are ready, and once it ended. */
  until?: string;
  versions: ExperimentVersion[];
  analysis: DeliveryAnalysis[];
}
