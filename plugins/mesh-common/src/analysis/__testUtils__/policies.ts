import { object } from './orders';

/** The namespace's PeerAuthentication. */
export const peer = (mode: string, more: object = {}) =>
  object('security.istio.io/v1', 'PeerAuthentication', 'default', {
    spec: { mtls: { mode }, ...more },
  });

export const policy = (spec: object, metadata: object = {}) =>
  object('security.istio.io/v1', 'AuthorizationPolicy', 'callers', {
    metadata,
    spec,
  });

/** A policy that lets in accounts, each as `namespace/sa/name`. */
export const allow = (...accounts: string[]) =>
  policy({
    rules: [
      {
        from: [
          {
            source: {
              principals: accounts.map(a => `cluster.local/ns/${a}`),
            },
          },
        ],
      },
    ],
  });
