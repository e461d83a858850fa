import {
  GateResult,
  ObservedTraffic,
  OnboardingRequest,
} from '@onmesh/plugin-mesh-common';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import {
  PullRequestRecord,
  StoredPullRequest,
  Transition,
} from '../store/RequestStore';

/** What a step found out, as data. Whoever runs the step writes it down. */
export type StepOutcome =
  | ({ type: 'event' } & Pick<
      Transition,
      'event' | 'message' | 'changes' | 'pullRequest'
    >)
  /** Nothing happened yet; look again later. New readings of the gates are kept. */
  | { type: 'wait'; gates?: GateResult[] }
  /** Nothing is left to do. */
  | { type: 'finish' };

/** Reads the gates of the present stage over the observed state. */
export interface GateReader {
  read(
    request: OnboardingRequest,
    before: ObservedTraffic | undefined,
  ): Promise<GateResult[]>;
  /** Traffic of the target now; undefined when it is not known. */
  observed(request: OnboardingRequest): Promise<ObservedTraffic | undefined>;
}

/** What a step may use. */
export interface StepContext {
  repositories: GitOpsRepositories;
  gates: GateReader;
  /** All attempts of all stages. */
  pullRequests: readonly StoredPullRequest[];
  /** Writes down what is about to be done, before it is done. */
  savePullRequest(pullRequest: PullRequestRecord): Promise<StoredPullRequest>;
  /** Who withdrew the request or took it back; for the Git host. */
  withdrawnBy(): Promise<string>;
}

/**
 * One look at a request in one state. It may be cut off at any point and run again, by another process: it reads before
 * it writes, and every effect is an *ensure*.
 */
export type Step = (
  request: OnboardingRequest,
  context: StepContext,
) => Promise<StepOutcome>;
