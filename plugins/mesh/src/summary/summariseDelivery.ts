import { DeliveryStatus } from '@onmesh/plugin-mesh-common';
import { deliveryPhaseWords, noDeliveryWords } from '../words/deliveryWords';
import { formatPercent } from '../words/formatNumber';
import { Words } from '../words/Tone';

/** A delivery in a few words: its phase, its step, and the canary's percentage as far as it is known. */
export function summariseDelivery(delivery: DeliveryStatus): Words {
  if (delivery.controller === 'none') {
    return noDeliveryWords;
  }
  const { label, tone } = deliveryPhaseWords[delivery.phase];
  const { step, weight } = delivery;
  const parts = [
    label,
    // A first step in progress has completed none yet; people count from one.
    step && `step ${Math.min(step.index + 1, step.count)} of ${step.count}`,
    weight && `canary ${formatPercent(weight.routed ?? weight.reported)}`,
  ];
  return { tone, label: parts.filter(part => part !== undefined).join(', ') };
}
