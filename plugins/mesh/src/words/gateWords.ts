import { GateType } from '@onmesh/plugin-mesh-common';

/** What is on the button. */
export const gateApproveWords: Record<GateType, string> = {
  'confirm-rollout': 'Approve the start',
  'confirm-traffic-increase': 'Approve more requests',
  'confirm-promotion': 'Approve promotion',
  rollback: 'Take the new version back',
};

export const gateWithdrawWords: Record<GateType, string> = {
  'confirm-rollout': 'Withdraw the approval of the start',
  'confirm-traffic-increase': 'Withdraw the approval of more requests',
  'confirm-promotion': 'Withdraw the approval of the promotion',
  rollback: 'Do not take the new version back',
};

/** What the dialog asks. */
export const gateQuestions: Record<GateType, string> = {
  'confirm-rollout': 'Let the new version start?',
  'confirm-traffic-increase': 'Let the new version get more requests?',
  'confirm-promotion': 'Promote the new version?',
  rollback: 'Take the new version back?',
};

/** What will happen, in words. */
export const gateEffects: Record<GateType, string> = {
  'confirm-rollout':
    'Flagger starts the new version when it asks next, and gives it requests step by step.',
  'confirm-traffic-increase':
    'Flagger takes every further step of this delivery as long as its checks pass.',
  'confirm-promotion':
    'Flagger copies the new version to the workload that serves, and sends all requests to it.',
  rollback:
    'Flagger sends all requests back to the version that serves, and scales the new one down.',
};

/** What the history says. */
export const gateDone: Record<GateType, string> = {
  'confirm-rollout': 'Start approved',
  'confirm-traffic-increase': 'More requests approved',
  'confirm-promotion': 'Promotion approved',
  rollback: 'Told to take it back',
};
