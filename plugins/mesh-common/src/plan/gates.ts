import { TargetStatus } from '../status/TargetStatus';
import { deliveryIsHealthy } from './gates/deliveryIsHealthy';
import { everyPodHasAReadyProxy } from './gates/everyPodHasAReadyProxy';
import { mtlsIsInEffect } from './gates/mtlsIsInEffect';
import { newVersionIsHealthy } from './gates/newVersionIsHealthy';
import { newVersionIsReady } from './gates/newVersionIsReady';
import { noKnownCallerWouldBeDenied } from './gates/noKnownCallerWouldBeDenied';
import { noNewDenials } from './gates/noNewDenials';
import { noPlaintextCaller } from './gates/noPlaintextCaller';
import { noPodHasAProxy } from './gates/noPodHasAProxy';
import { policiesAreInEffect } from './gates/policiesAreInEffect';
import { trafficIsObserved } from './gates/trafficIsObserved';
import { waypointIsReady } from './gates/waypointIsReady';
import { Gate, GateContext, GateResult } from './gates/Gate';
import { GateId } from './Plan';

export type { GateContext, GateResult } from './gates/Gate';

/** Every gate, by its name. */
const gates: Record<GateId, Gate> = {
  'every-pod-has-a-ready-proxy': everyPodHasAReadyProxy,
  'no-pod-has-a-proxy': noPodHasAProxy,
  'waypoint-is-ready': waypointIsReady,
  'traffic-is-observed': trafficIsObserved,
  'no-known-caller-would-be-denied': noKnownCallerWouldBeDenied,
  'no-plaintext-caller': noPlaintextCaller,
  'mtls-is-in-effect': mtlsIsInEffect,
  'policies-are-in-effect': policiesAreInEffect,
  'no-new-denials': noNewDenials,
  'delivery-is-healthy': deliveryIsHealthy,
  'new-version-is-ready': newVersionIsReady,
  'new-version-is-healthy': newVersionIsHealthy,
};

/** Readings of gates, in the order asked for. What is not known is waited for, never taken for good. */
export function evaluateGates(
  ids: readonly GateId[],
  status: TargetStatus,
  context: GateContext,
): GateResult[] {
  return ids.map(id => ({ id, ...gates[id](status, context) }));
}
