import {
  Profile,
  RequestAction,
  RequestState,
  StageId,
  stageIds,
  StagePullRequest,
} from '@onmesh/plugin-mesh-common';
import { stageWords } from './planWords';
import { Words } from './Tone';

export const requestStateWords: Record<RequestState, Words> = {
  submitted: { label: 'Waits for approval', tone: 'info' },
  queued: { label: 'Pull request being prepared', tone: 'running' },
  proposed: { label: 'Pull request open', tone: 'info' },
  verifying: { label: 'Merged, checking the gates', tone: 'running' },
  done: { label: 'Done', tone: 'good' },
  rejected: { label: 'Rejected', tone: 'bad' },
  withdrawn: { label: 'Withdrawn', tone: 'neutral' },
  declined: { label: 'Pull request closed without merging', tone: 'warning' },
  blocked: { label: 'Blocked', tone: 'bad' },
};

export const pullRequestWords: Record<StagePullRequest['state'], Words> = {
  pending: { label: 'Being opened', tone: 'running' },
  open: { label: 'Open', tone: 'info' },
  merged: { label: 'Merged', tone: 'good' },
  closed: { label: 'Closed', tone: 'warning' },
};

export const actionWords: Record<RequestAction, string> = {
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  'propose-again': 'Propose again',
  'accept-unknown': 'Go on without knowing',
  'take-back': 'Take back',
  merge: 'Merge pull request',
  close: 'Close pull request',
};

const isStageId = (value: string): value is StageId =>
  stageIds.some(id => id === value);

/** A stage by its name, or as the backend calls it when this screen is older than the backend. */
export function stageLabel(stage: string): string {
  return isStageId(stage) ? stageWords[stage] : stage;
}

/** What a request asks for: `Leave the mesh`. */
export function wishWords(request: {
  reverts?: string;
  mesh: Profile['mesh'];
}): string {
  if (request.reverts !== undefined) {
    return 'Take back';
  }
  return request.mesh === 'none' ? 'Leave the mesh' : 'Onboard';
}
