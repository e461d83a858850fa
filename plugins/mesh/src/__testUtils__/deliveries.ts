import { DeliveryStatus } from '@onmesh/plugin-mesh-common';

export const noDelivery: DeliveryStatus = {
  controller: 'none',
  strategy: 'none',
  phase: 'Unknown',
  message: 'No delivery controller manages this workload.',
  steps: [],
  versions: [],
  analysis: [],
  warnings: [],
};

export const canaryDelivery: DeliveryStatus = {
  controller: 'argo-rollouts',
  strategy: 'canary',
  object: { kind: 'Rollout', namespace: 'shop', name: 'checkout' },
  phase: 'Paused',
  message: 'CanaryPauseStep',
  step: { index: 1, count: 3, text: 'pause until a person promotes' },
  steps: [
    { text: 'set weight 10 %', state: 'done' },
    { text: 'pause until a person promotes', state: 'current' },
    { text: 'set weight 50 %', state: 'todo' },
  ],
  weight: { wanted: 10, reported: 10 },
  versions: [
    {
      role: 'canary',
      podHash: 'abc',
      revision: 4,
      images: ['shop/checkout:2'],
      pods: { ready: 1, wanted: 1 },
      share: 10,
    },
    {
      role: 'stable',
      podHash: 'def',
      images: ['shop/checkout:1'],
    },
  ],
  analysis: [
    {
      name: 'success-rate',
      phase: 'Running',
      metrics: [
        {
          name: 'success-rate',
          phase: 'Running',
          value: '0.98',
          condition: 'result >= 0.99',
          successes: 2,
          failures: 1,
          measurements: [],
        },
      ],
    },
  ],
  warnings: ['The routes of this rollout could not be read.'],
};
