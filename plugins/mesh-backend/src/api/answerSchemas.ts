import { list, object, oneOf, port, ref, words } from './jsonSchema';

const count = { type: 'integer' as const, minimum: 0 };

/**
 * What `GET /status` answers, as far as other programs build on it: which targets, who calls them, what callers send and
 * what comes of it, with the objects that decide, and what proxies counted of policies. The rest is in the types of
 * `@onmesh/plugin-mesh-common`.
 */
export const answerSchemas = {
  Evidence: object(['kind', 'name'], {
    kind: words,
    namespace: words,
    name: words,
    field: words,
    value: words,
  }),
  ServicePortRef: {
    ...object(['service', 'port'], { service: words, port, name: words }),
    additionalProperties: false,
  },
  CallerConnection: {
    ...object(['ports', 'sends', 'outcome', 'reason', 'evidence'], {
      ports: list('ServicePortRef'),
      sends: oneOf(
        'mtls',
        'plaintext',
        'tls',
        'custom-mtls',
        'nothing',
        'varies',
        'unknown',
      ),
      outcome: oneOf(
        'mtls',
        'plaintext',
        'tls',
        'fails',
        'partly-fails',
        'varies',
        'unknown',
      ),
      reason: words,
      evidence: list('Evidence'),
    }),
    additionalProperties: false,
  },
  CallerVerdict: object(['caller', 'sources', 'verdict', 'reason'], {
    caller: object(['label'], {
      label: words,
      namespace: words,
      serviceAccount: words,
      entityRef: words,
    }),
    sources: {
      type: 'array' as const,
      items: oneOf('policy', 'observed', 'catalog', 'service'),
    },
    verdict: oneOf('allowed', 'denied', 'depends', 'unknown'),
    reason: words,
    evidence: ref('Evidence'),
    plaintext: { type: 'boolean' as const },
    withoutProxy: { type: 'boolean' as const },
    connections: list('CallerConnection'),
  }),
  PolicyCount: {
    ...object(['denied', 'allowed'], { denied: count, allowed: count }),
    additionalProperties: false,
  },
  // A count that is absent is not known.
  PolicyCounts: {
    ...object([], {
      dryRunAllow: ref('PolicyCount'),
      dryRunDeny: ref('PolicyCount'),
      enforced: {
        ...object(['denied'], { denied: count, total: count }),
        additionalProperties: false,
      },
    }),
    additionalProperties: false,
  },
  TargetStatus: object(
    ['target', 'mesh', 'enrolment', 'ports', 'access', 'delivery', 'findings'],
    {
      target: ref('Target'),
      mesh: oneOf(
        'istio-sidecar',
        'istio-ambient',
        'linkerd',
        'none',
        'unknown',
      ),
      access: object(['default', 'reason', 'rules', 'callers'], {
        default: oneOf('open', 'closed', 'unknown'),
        reason: words,
        callers: list('CallerVerdict'),
      }),
      traffic: object(['window', 'callers'], {
        window: words,
        policies: ref('PolicyCounts'),
      }),
    },
  ),
  StatusResponse: object(['entityRef', 'targets', 'clusters', 'openRequests'], {
    entityRef: words,
    targets: list('TargetStatus'),
  }),
};
