import { GateId, GateResult, Risk, StageId } from '@onmesh/plugin-mesh-common';
import { Words } from './Tone';

export const stageWords: Record<StageId, string> = {
  egress: 'Name hosts outside',
  join: 'Join the mesh',
  waypoint: 'Put a waypoint before it',
  'authorize-dry-run': 'Authorize, dry run',
  encrypt: 'Encrypt',
  authorize: 'Authorize, enforce',
  ingress: 'Let in from outside',
  deliver: 'Deliver',
  leave: 'Leave the mesh',
};

/** What must hold, in a sentence. */
export const gateWords: Record<GateId, string> = {
  'every-pod-has-a-ready-proxy': 'Every pod has a ready proxy.',
  'no-pod-has-a-proxy': 'No pod has a proxy any more.',
  'waypoint-is-ready': 'The waypoint is ready.',
  'traffic-is-observed': 'Requests are seen in the metrics.',
  'no-known-caller-would-be-denied': 'No known caller would be denied.',
  'no-plaintext-caller': 'No caller comes in plaintext.',
  'mtls-is-in-effect': 'Mutual TLS is in effect.',
  'policies-are-in-effect': 'The access policies are in effect.',
  'no-new-denials': 'Requests are not denied more often than before.',
  'delivery-is-healthy': 'The delivery controller reports the service healthy.',
  'new-version-is-ready': 'The pods of the new version are ready.',
  'new-version-is-healthy': 'The new version answers as well as it should.',
};

export const gateStateWords: Record<GateResult['state'], Words> = {
  met: { label: 'Met', tone: 'good' },
  waiting: { label: 'Waiting', tone: 'running' },
  failed: { label: 'Failed', tone: 'bad' },
};

export const riskWords: Record<Risk, Words> = {
  low: { label: 'Low risk', tone: 'good' },
  medium: { label: 'Medium risk', tone: 'warning' },
  high: { label: 'High risk', tone: 'bad' },
};
