import { RolloutActionName, SeenRollout } from '../delivery/actions';
import { CanaryRevision, GateType, GateWebhook } from '../delivery/flagger';
import { Plan } from '../plan/Plan';
import { Profile, ProfileInput } from '../profile/Profile';
import { OnboardingRequest, TimelineEvent } from '../request/OnboardingRequest';
import { Evidence } from '../status/Evidence';
import { RequestRoute } from '../status/routeRequest';
import { Target } from '../status/Target';
import { TargetStatus, Verdict } from '../status/TargetStatus';
import { TargetSummary } from '../status/TargetSummary';

/** How fresh and how complete the view of one cluster is. */
export interface ClusterHealth {
  cluster: string;
  /** When the cluster last told us something; absent when it never did. */
  asOf?: string;
  /** Why the cluster cannot be read, or kinds of it; empty when all is well. */
  problems: string[];
}

/** `GET /status?entityRef=` */
export interface StatusResponse {
  entityRef: string;
  /** How the workloads were looked for, for people whose annotations do not match anything. */
  lookup: { namespace?: string; labelSelector: string; cluster?: string };
  targets: TargetStatus[];
  clusters: ClusterHealth[];
  /** Requests about this entity that are not finished, newest first. */
  openRequests: RequestSummary[];
}

/** Where those who look at a status hear that it may have changed: a channel of Backstage's signals. */
export const statusChannel = 'mesh:status';

/** What is said there: a hint to ask again. */
export type StatusChanged = { entityRef: string };

/** `GET /fleet` */
export interface FleetResponse {
  services: FleetRow[];
  clusters: ClusterHealth[];
}

export interface FleetRow extends TargetSummary {
  entityRef: string;
  title: string;
  owner?: string;
  /** Absent where no workload was found. */
  target?: Target;
  openRequestId?: string;
}

/** `POST /suggestions` */
export interface SuggestionsRequest {
  entityRef: string;
  target: Target;
}
export interface SuggestionsResponse {
  profile: Profile;
  /** Why each part is suggested, for people. */
  notes: string[];
}

/** `POST /plans`: a preview; nothing is stored. */
export interface PlanRequest {
  entityRef: string;
  target: Target;
  profile: ProfileInput;
}
export interface PlanResponse {
  plan: Plan;
  planHash: string;
}

/** `POST /requests` */
export interface CreateRequestRequest extends PlanRequest {
  /** Hash of the plan that the person saw; a different one is refused with 409. */
  planHash: string;
  reason?: string;
}

/** An item of `GET /requests`. */
export type RequestSummary = Pick<
  OnboardingRequest,
  | 'id'
  | 'entityRef'
  | 'target'
  | 'requester'
  | 'state'
  | 'stageIndex'
  | 'message'
  | 'createdAt'
  | 'updatedAt'
  | 'version'
> & {
  stages: string[];
  risk: Plan['risk'];
  mesh: Profile['mesh'];
};

export interface RequestsResponse {
  items: RequestSummary[];
}

/** `GET /requests/:id` and the answer of every action on a request. */
export interface RequestResponse {
  request: OnboardingRequest;
  timeline: TimelineEvent[];
  /** What the person who asks may do now. */
  allowed: RequestAction[];
}

export type RequestAction =
  | 'approve'
  | 'reject'
  | 'withdraw'
  | 'propose-again'
  /** Go on to the next stage although a gate waits for what is not known. */
  | 'accept-unknown'
  | 'merge'
  | 'close';

/** `POST /requests/:id/<action>` */
export interface RequestActionBody {
  /** Version of the request that the person saw; a different one is refused with 409. */
  version: number;
  /** Required to reject, and to accept what is not known. */
  reason?: string;
  /** Required to approve: the plan that was reviewed. */
  planHash?: string;
}

/** `GET /requests/:id/diff` */
export interface DiffResponse {
  /** Unified diff of the present pull request against its base, as Git says it. */
  diff: string;
  branch: string;
  commit: string;
}

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

/** `GET /deliveries?entityRef=&cluster=&namespace=&workload=`: what may be done to a delivery, and what was. */
export interface DeliveryResponse {
  /** Why this person can do nothing to it here, whatever its state; absent when they can. */
  off?: DeliveryOff;
  /** Newest first. */
  history: DeliveryEvent[];
  /** After an abort: what Git asks for, which no action changes. Absent when the repository is not known or says nothing. */
  git?: GitVersion;
}

export interface DeliveryOff {
  /** `disabled`: nobody asked for it here, so there is no need to speak of it. */
  reason: 'disabled' | 'no-identity' | 'not-permitted' | 'not-owner';
  /** In words, with what to do. */
  message: string;
}

/** What the manifests of a workload say it runs. */
export interface GitVersion {
  branch: string;
  /** Path of the manifest in the repository. */
  file: string;
  images: string[];
}

/** One action on a delivery. */
export interface DeliveryEvent {
  at: string;
  /** Entity ref of a person. */
  actor: string;
  action: RolloutActionName;
  reason?: string;
  /** The version that the person saw. */
  podHash?: string;
  images: string[];
  /** Number of completed steps that the person saw. */
  stepIndex?: number;
  /** `refused`: nothing was done. `unknown`: it was begun, and nobody knows whether the cluster did it. */
  outcome: 'done' | 'partly' | 'refused' | 'unknown';
  /** Why it was not done, or is not known. */
  message?: string;
}

/** `POST /deliveries/actions` */
export interface DeliveryActionRequest {
  entityRef: string;
  target: Target;
  action: RolloutActionName;
  /** What the person saw when they decided; something else is refused with 409, in words. */
  seen: SeenRollout;
  /** Required to promote fully and to abort. */
  reason?: string;
}

/** `GET /gates?entityRef=&cluster=&namespace=&workload=`: approvals that Flagger asks for. */
export interface GatesResponse {
  /** Name of the Canary. */
  canary: string;
  /** Why this person can approve nothing here; absent when they can. */
  off?: DeliveryOff;
  /** The URL that Flagger asks at; absent until somebody makes one. Its token is told once and kept nowhere. */
  url?: {
    createdAt: string;
    createdBy: string;
    /** Absent when Flagger never asked. */
    askedAt?: string;
  };
  /** Those whose webhook asks here. */
  gates: GateStatus[];
  /** Newest first. */
  history: GateEvent[];
}

export interface GateStatus {
  gate: GateType;
  /** The delivery stands still for it. */
  waiting: boolean;
  /** Why Flagger is refused whatever is approved, and what to do. */
  problem?: string;
  /** What an approval would be for; absent when nothing is on its way. */
  revision?: CanaryRevision;
  /** What Flagger hears a yes for. */
  approval?: GateEvent;
}

/** One approval. */
export interface GateEvent {
  at: string;
  /** Entity ref of a person. */
  by: string;
  gate: GateType;
  /** Names the version, as Flagger does. */
  checksum: string;
  reason?: string;
  /** When it expires. */
  until: string;
  /** When it was withdrawn, or another one took its place. */
  endedAt?: string;
  endedBy?: string;
}

/** `POST /gates/approvals` */
export interface GateApprovalRequest {
  entityRef: string;
  target: Target;
  gate: GateType;
  /** What the person saw; when something else is on its way it is refused with 409, in words. */
  seen: CanaryRevision;
  reason?: string;
}

/** `POST /gates/withdrawals` */
export interface GateWithdrawalRequest {
  entityRef: string;
  target: Target;
  gate: GateType;
}

/** `POST /gates/urls` with a `DeliveryId`: a new URL for each gate of a Canary. Those that it had answer no more. */
export interface GateUrlsResponse {
  /** Entries of `spec.analysis.webhooks`. */
  webhooks: GateWebhook[];
}
