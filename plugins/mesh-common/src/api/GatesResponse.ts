import { CanaryRevision, GateType, GateWebhook } from '../delivery/flagger';
import { Target } from '../status/Target';
import { DeliveryOff } from './DeliveryResponse';

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
