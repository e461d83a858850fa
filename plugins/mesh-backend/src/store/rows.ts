import {
  OnboardingRequest,
  RequestState,
  TimelineEvent,
} from '@onmesh/plugin-mesh-common';
import { StoredPullRequest } from './RequestStore';

/** PostgreSQL answers 64-bit integers as text. */
type BigInteger = number | string;

export interface RequestRow {
  id: string;
  entity_ref: string;
  cluster: string;
  namespace: string;
  workload: string;
  open_target: string | null;
  requester: string;
  reason: string | null;
  reverts: string | null;
  profile: string;
  plan: string;
  plan_hash: string;
  state: RequestState;
  stage_index: number;
  attempt: number;
  version: number;
  gates: string;
  message: string | null;
  created_at: BigInteger;
  updated_at: BigInteger;
}

export interface EventRow {
  at: BigInteger;
  actor: string;
  event: string;
  stage_index: number | null;
  message: string | null;
}

export interface PullRequestRow {
  request_id: string;
  stage_index: number;
  attempt: number;
  branch: string;
  base_commit: string | null;
  baseline: string | null;
  number: number | null;
  url: string | null;
  state: StoredPullRequest['state'];
  head_commit: string | null;
  created_at: BigInteger;
}

export interface JobRow {
  request_id: string;
  run_after: BigInteger;
  lease_owner: string | null;
  lease_until: BigInteger | null;
  lease_token: BigInteger;
  attempts: number;
  last_error: string | null;
}

const iso = (ms: BigInteger) => new Date(Number(ms)).toISOString();

/** A request as the API shows it. While a step is tried again, the reason stands in for the missing message. */
export function toRequest(
  row: RequestRow,
  more: {
    pullRequests: StoredPullRequest[];
    revertedBy?: OnboardingRequest['revertedBy'];
    lastError?: string | null;
  },
): OnboardingRequest {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    target: {
      cluster: row.cluster,
      namespace: row.namespace,
      workload: row.workload,
    },
    profile: JSON.parse(row.profile),
    plan: JSON.parse(row.plan),
    planHash: row.plan_hash,
    requester: row.requester,
    reason: row.reason ?? undefined,
    reverts: row.reverts ?? undefined,
    revertedBy: more.revertedBy,
    state: row.state,
    stageIndex: row.stage_index,
    attempt: row.attempt,
    version: row.version,
    pullRequests: more.pullRequests.map(
      ({ baseCommit: _, baseline: __, createdAtMs: ___, ...shown }) => shown,
    ),
    gates: JSON.parse(row.gates),
    message: row.message ?? more.lastError ?? undefined,
    createdAt: iso(row.created_at),
    updatedAt: iso(row.updated_at),
  };
}

export function toPullRequest(row: PullRequestRow): StoredPullRequest {
  return {
    stageIndex: row.stage_index,
    attempt: row.attempt,
    branch: row.branch,
    baseCommit: row.base_commit ?? undefined,
    baseline: row.baseline === null ? undefined : JSON.parse(row.baseline),
    number: row.number ?? undefined,
    url: row.url ?? undefined,
    state: row.state,
    headCommit: row.head_commit ?? undefined,
    createdAtMs: Number(row.created_at),
  };
}

export function toTimelineEvent(row: EventRow): TimelineEvent {
  return {
    at: iso(row.at),
    actor: row.actor,
    event: row.event,
    stageIndex: row.stage_index ?? undefined,
    message: row.message ?? undefined,
  };
}
