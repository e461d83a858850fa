import { Profile } from '@onmesh/plugin-mesh-common';

export const profile: Profile = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: {
    mode: 'strict',
    portExceptions: [{ port: 9090, mode: 'permissive' }],
  },
  access: 'closed',
  callers: [
    {
      namespace: 'shop',
      serviceAccount: 'frontend',
      methods: ['GET', 'POST'],
      paths: ['/orders/*'],
      source: 'observed',
    },
  ],
  traffic: { timeout: '5s', retries: { attempts: 2 } },
  canary: {
    steps: [
      { weight: 10, pause: '5m' },
      { weight: 50, pause: 'manual' },
    ],
    analysis: { minSuccessRate: 99 },
  },
};
