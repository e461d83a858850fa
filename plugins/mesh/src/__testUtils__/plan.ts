import { Plan } from '@onmesh/plugin-mesh-common';
import { target } from './checkout';
import { profile } from './profile';

export const plan: Plan = {
  target,
  profile,
  risk: 'high',
  riskReasons: ['One known caller would lose access.'],
  stages: [
    {
      id: 'join',
      title: 'Join the mesh',
      why: 'Pods need a proxy before anything else can be asked of the mesh.',
      files: [
        {
          path: 'shop/checkout.yaml',
          before: 'metadata:\n  name: checkout\n',
          after:
            'metadata:\n  name: checkout\n  labels:\n    sidecar.istio.io/inject: "true"\n',
        },
        {
          path: 'shop/peer-authentication.yaml',
          before: null,
          after: 'kind: PeerAuthentication\n',
        },
      ],
      gates: ['every-pod-has-a-ready-proxy', 'traffic-is-observed'],
      effects: { callers: [], appearing: [], resolved: [], restarts: true },
    },
    {
      id: 'encrypt',
      title: 'Refuse plaintext',
      why: 'From now on every caller proves who it is.',
      files: [
        {
          path: 'shop/peer-authentication.yaml',
          before: 'mode: PERMISSIVE\n',
          after: 'mode: STRICT\n',
        },
      ],
      gates: ['mtls-is-in-effect'],
      effects: {
        restarts: false,
        callers: [
          {
            caller: { label: 'batch-import', namespace: 'batch' },
            before: 'allowed',
            after: 'denied',
            reason: 'It comes in plaintext.',
          },
          {
            caller: { label: 'frontend', namespace: 'shop' },
            before: 'allowed',
            after: 'allowed',
            reason: 'It comes with mTLS.',
          },
        ],
        appearing: [],
        resolved: [
          {
            code: 'ONM0007',
            severity: 'warning',
            message: 'Port 8080 accepts plaintext.',
            action: 'Set the mode to STRICT.',
          },
        ],
      },
    },
  ],
};
