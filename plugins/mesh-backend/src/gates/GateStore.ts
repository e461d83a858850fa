import { CanaryRevision, GateType } from '@onmesh/plugin-mesh-common';

/** A Canary of a cluster. */
export interface CanaryPlace {
  cluster: string;
  namespace: string;
  canary: string;
}

/** What is known of the URL of a canary; its token is not. */
export interface StoredGateUrl {
  tokenHash: string;
  createdAt: string;
  createdBy: string;
  askedAt?: string;
}

export interface StoredApproval {
  gate: GateType;
  revision: CanaryRevision;
  by: string;
  at: string;
  until: string;
  reason?: string;
  /** Absent while it holds; an expiry is told by `until` alone. */
  endedAt?: string;
  endedBy?: string;
}

/** Tokens and approvals, by the clock of the database. */
export interface GateStore {
  /** Gives a canary its URL; one that it had is answered no more. */
  setToken(place: CanaryPlace, hash: string, by: string): Promise<void>;
  url(place: CanaryPlace): Promise<StoredGateUrl | undefined>;
  /** Whose token it is; writes down that it was asked with, and nothing for a token that is nobody's. */
  asked(hash: string): Promise<CanaryPlace | undefined>;
  /** Takes the place of an approval of the same gate that still holds. */
  approve(
    place: CanaryPlace,
    approval: Pick<StoredApproval, 'gate' | 'revision' | 'by' | 'reason'> & {
      holdsMs: number;
    },
  ): Promise<void>;
  /** @returns whether there was one that held */
  withdraw(place: CanaryPlace, gate: GateType, by: string): Promise<boolean>;
  /** Those that hold: neither ended nor expired. */
  holding(place: CanaryPlace): Promise<StoredApproval[]>;
  /** All, newest first. */
  history(place: CanaryPlace, limit: number): Promise<StoredApproval[]>;
}
