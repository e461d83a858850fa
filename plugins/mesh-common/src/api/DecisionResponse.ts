import { Evidence } from '../status/Evidence';
import { RequestRoute } from '../status/routeRequest';
import { Target } from '../status/Target';
import { Verdict } from '../status/TargetStatus';

/** `POST /decisions`: would this request be allowed? */
export interface DecisionRequest {
  entityRef: string;
  target: Target;
  /** Caller's identity as `namespace/serviceAccount`; null for plaintext. */
  from: string | null;
  port?: number;
  method?: string;
  path?: string;
  /** All that are sent; unknown when absent. */
  headers?: Record<string, string>;
}
export interface DecisionResponse {
  verdict: Verdict;
  reason: string;
  evidence?: Evidence;
  /** Every policy in evaluation order. */
  trace: {
    evidence: Evidence;
    action: string;
    dryRun: boolean;
    matched: 'yes' | 'no' | 'unknown';
    why: string;
  }[];
  /** Which versions would answer it, if it is let in. */
  goesTo?: RequestRoute;
}
