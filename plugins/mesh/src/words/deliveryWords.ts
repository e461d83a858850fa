import {
  AnalysisPhase,
  DeliveryGate,
  DeliveryPhase,
  DeliveryStatus,
  GateType,
} from '@onmesh/plugin-mesh-common';
import { Words } from './Tone';

export const deliveryPhaseWords: Record<DeliveryPhase, Words> = {
  Healthy: { label: 'Healthy', tone: 'good' },
  Progressing: { label: 'Progressing', tone: 'running' },
  Paused: { label: 'Paused', tone: 'warning' },
  Degraded: { label: 'Degraded', tone: 'bad' },
  Unknown: { label: 'Unknown', tone: 'unknown' },
};

export const controllerWords: Record<DeliveryStatus['controller'], string> = {
  'argo-rollouts': 'Argo Rollouts',
  flagger: 'Flagger',
  routes: 'Routes that people wrote',
  none: 'None',
};

export const analysisPhaseWords: Record<AnalysisPhase, Words> = {
  Pending: { label: 'Pending', tone: 'running' },
  Running: { label: 'Running', tone: 'running' },
  Successful: { label: 'Successful', tone: 'good' },
  Failed: { label: 'Failed', tone: 'bad' },
  Error: { label: 'Could not be measured', tone: 'bad' },
  Inconclusive: { label: 'Inconclusive', tone: 'warning' },
  Unknown: { label: 'Unknown', tone: 'unknown' },
};

export const gateStateWords: Record<DeliveryGate['state'], Words> = {
  waiting: { label: 'Waiting for an answer', tone: 'warning' },
  idle: { label: 'Not waiting', tone: 'neutral' },
};

export const gateTypeWords: Record<GateType, string> = {
  'confirm-rollout': 'approval to start',
  'confirm-traffic-increase': 'approval of more requests for the new version',
  'confirm-promotion': 'approval to promote',
  rollback: 'a yes takes the new version back',
};

/** For a workload that no delivery controller looks after. */
export const noDeliveryWords: Words = {
  label: 'No canary controller',
  tone: 'neutral',
};

const isPhase = (value: string): value is DeliveryPhase =>
  value in deliveryPhaseWords;

/** The phase of a row of the fleet, where `none` means that there is no controller. */
export function fleetDeliveryWords(delivery: string | undefined): Words {
  if (delivery === 'none') {
    return noDeliveryWords;
  }
  return delivery !== undefined && isPhase(delivery)
    ? deliveryPhaseWords[delivery]
    : deliveryPhaseWords.Unknown;
}
