import { TargetStatus } from '@onmesh/plugin-mesh-common';

/** Who may call it: one that a rule names, and one of which too little is known. */
export const access: TargetStatus['access'] = {
  default: 'closed',
  reason: 'An ALLOW policy selects this workload.',
  rules: [
    {
      action: 'ALLOW',
      sentence: 'shop/frontend may GET /orders/*.',
      dryRun: true,
      evidence: {
        kind: 'AuthorizationPolicy',
        namespace: 'shop',
        name: 'checkout',
      },
    },
  ],
  callers: [
    {
      caller: {
        label: 'frontend',
        namespace: 'shop',
        serviceAccount: 'frontend',
      },
      sources: ['observed', 'catalog'],
      verdict: 'allowed',
      reason: 'The first rule names it.',
      plaintext: false,
      connections: [
        {
          ports: [{ service: 'checkout', port: 80, name: 'http' }],
          sends: 'mtls',
          outcome: 'mtls',
          reason: 'The caller sends mTLS, and the endpoint accepts it.',
          evidence: [],
        },
      ],
    },
    {
      caller: { label: 'ledger' },
      sources: ['catalog'],
      verdict: 'unknown',
      reason: 'Its service account is not known.',
      ifEnforced: { verdict: 'denied', reason: 'No rule names it.' },
    },
  ],
};
