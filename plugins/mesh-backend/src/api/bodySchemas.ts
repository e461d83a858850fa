import { object, oneOf, port, ref, text } from './jsonSchema';

const aboutTarget = { entityRef: text(256), target: ref('Target') };

/** What a client may send, and how much of it. */
export const bodySchemas = {
  Target: object(['cluster', 'namespace', 'workload'], {
    cluster: text(253),
    namespace: text(63),
    workload: text(253),
  }),
  Suggestions: object(['entityRef', 'target'], aboutTarget),
  Plan: object(['entityRef', 'target', 'profile'], {
    ...aboutTarget,
    profile: { type: 'object' as const },
  }),
  Create: object(['entityRef', 'target', 'profile', 'planHash'], {
    ...aboutTarget,
    profile: { type: 'object' as const },
    planHash: text(64),
    reason: text(2000),
  }),
  Action: object(['version'], {
    version: { type: 'integer' as const, minimum: 1 },
    reason: text(2000),
    planHash: text(64),
  }),
  Decision: object(['entityRef', 'target', 'from'], {
    ...aboutTarget,
    from: { type: ['string' as const, 'null' as const], maxLength: 127 },
    port,
    method: text(32),
    path: text(2048),
    headers: {
      type: 'object' as const,
      maxProperties: 32,
      additionalProperties: text(1024),
    },
  }),
  DeliveryAction: object(['entityRef', 'target', 'action', 'seen'], {
    ...aboutTarget,
    action: oneOf('promote', 'promote-full', 'abort', 'retry'),
    seen: object([], {
      resourceVersion: text(253),
      podHash: text(253),
      stepIndex: { type: 'integer' as const, minimum: 0 },
      pauses: { type: 'array' as const, maxItems: 16, items: text(253) },
      aborted: { type: 'boolean' as const },
    }),
    reason: text(2000),
  }),
  DeliveryId: object(['entityRef', 'target'], aboutTarget),
  GateApproval: object(['entityRef', 'target', 'gate', 'seen'], {
    ...aboutTarget,
    gate: text(32),
    seen: object(['checksum', 'since'], {
      checksum: text(253),
      since: text(253),
      generation: { type: 'integer' as const, minimum: 0 },
    }),
    reason: text(2000),
  }),
  GateWithdrawal: object(['entityRef', 'target', 'gate'], {
    ...aboutTarget,
    gate: text(32),
  }),
};
