import fc from 'fast-check';
import { profileSchema } from '../../profile/Profile';

type Mesh = 'istio-sidecar' | 'istio-ambient';

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/);
const host = fc.stringMatching(/^[a-z0-9]{1,5}(-[a-z0-9]{1,3})?\.[a-z]{2,4}$/);
const port = fc.integer({ min: 1, max: 65535 });
const limit = fc.integer({ min: 1, max: 1000 });
const duration = fc.stringMatching(/^[1-9][0-9]{0,3}(ms|s|m|h)$/);
const decimal = fc.integer({ min: 0, max: 10_000 }).map(n => n / 100);
const line = fc.stringMatching(/^[ -~]{1,24}$/);
const prefix = fc.stringMatching(/^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]{0,12}$/);
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });

// Words that readers of YAML 1.1 take for something else.
const account = fc.record({
  namespace: name,
  serviceAccount: fc.oneof(
    name,
    fc.constantFrom('null', 'on', '1e3', '0', 'y'),
  ),
});
const endUser = fc.record({
  claims: optional(
    fc.dictionary(
      fc.stringMatching(/^[A-Za-z0-9_.:/-]{1,8}$/),
      fc.array(line, { minLength: 1, maxLength: 2 }),
      { minKeys: 1, maxKeys: 2 },
    ),
  ),
});
const identity = fc.oneof(
  account,
  fc.record({ namespace: name }),
  fc.record({
    ipBlocks: fc.array(
      fc.constantFrom('10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1'),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ endUser }),
  fc.tuple(account, fc.record({ endUser })).map(([a, b]) => ({ ...a, ...b })),
);
const operation = fc.record({
  methods: optional(
    fc.uniqueArray(
      fc.constantFrom(
        'GET' as const,
        'HEAD' as const,
        'POST' as const,
        'DELETE' as const,
      ),
      { minLength: 1 },
    ),
  ),
  paths: optional(
    fc.array(fc.stringMatching(/^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]{0,12}\*?$/), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  ports: optional(fc.uniqueArray(port, { minLength: 1, maxLength: 3 })),
});
const caller = fc
  .tuple(identity, operation)
  .map(([who, what]) => ({ ...who, ...what }));

const endUsers = fc.record({
  issuer: fc.stringMatching(/^[!-)+-~]{1,24}$/),
  jwksUri: fc
    .tuple(host, fc.stringMatching(/^[a-z0-9/._-]{0,12}$/))
    .map(([at, path]) => `https://${at}/${path}`),
  audiences: optional(fc.array(line, { minLength: 1, maxLength: 2 })),
});

const traffic = fc.record({
  timeout: optional(duration),
  retries: optional(
    fc.record({
      attempts: fc.integer({ min: 0, max: 10 }),
      perTryTimeout: optional(duration),
      retryOn: optional(
        fc.uniqueArray(
          fc.constantFrom(
            '5xx' as const,
            'reset' as const,
            'cancelled' as const,
          ),
          { minLength: 1 },
        ),
      ),
    }),
  ),
  maxConnections: optional(limit),
  connectTimeout: optional(duration),
  maxPendingRequests: optional(limit),
  maxRequests: optional(limit),
  maxRequestsPerConnection: optional(limit),
  idleTimeout: optional(duration),
  outlierDetection: optional(
    fc.record({
      consecutive5xx: fc.integer({ min: 1, max: 100 }),
      ejectionTime: duration,
      interval: optional(duration),
      maxEjectionPercent: optional(fc.integer({ min: 0, max: 100 })),
    }),
  ),
});

const weights = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 4 })
  .map(found => [...found].sort((a, b) => a - b));
// Long enough for any analysis; shorter ones are refused.
const longPause = fc.stringMatching(/^[2-9][0-9]{0,2}[mh]$/);
const query = fc.record({
  name: fc.stringMatching(/^[a-z][-a-z0-9]{0,5}[a-z0-9]$/),
  promql: line,
  min: decimal,
  max: optional(decimal),
});
const match = fc.oneof(
  fc.record({
    header: fc.record({
      name: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
      value: line,
    }),
  }),
  fc.record({
    cookie: fc.record({
      name: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
      value: fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/),
    }),
  }),
);

function canaryFor(mesh: Mesh) {
  const analysis = optional(
    fc.record({
      minSuccessRate:
        mesh === 'istio-ambient' ? fc.constant(undefined) : optional(decimal),
      maxP99Ms:
        mesh === 'istio-ambient'
          ? fc.constant(undefined)
          : optional(fc.integer({ min: 1, max: 600_000 })),
      query: optional(query),
    }),
  );
  const argo = fc
    .tuple(weights, longPause, fc.boolean(), optional(match), analysis)
    .map(([steps, pause, manual, asked, judged]) => ({
      steps: steps.map((weight, i) => ({
        weight,
        pause: manual && i === 0 ? 'manual' : pause,
      })),
      match: asked,
      analysis: judged,
    }));
  const flagger = fc
    .tuple(weights, longPause, analysis)
    .map(([steps, pause, judged]) => ({
      controller: 'flagger' as const,
      steps: steps.map(weight => ({ weight, pause })),
      analysis: judged,
    }));
  return mesh === 'istio-ambient' ? argo : fc.oneof(argo, flagger);
}

const ingress = fc.record({
  api: fc.constantFrom('istio' as const, 'gateway-api' as const),
  hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }),
  tlsSecret: optional(name),
  pathPrefixes: optional(
    fc.uniqueArray(prefix, { minLength: 1, maxLength: 2 }),
  ),
});

function egressFor(mesh: Mesh) {
  return fc.record({
    hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }),
    ports: fc.uniqueArray(
      fc.record({
        port,
        protocol: fc.constantFrom(
          'TLS' as const,
          'HTTP' as const,
          'HTTP2' as const,
          'GRPC' as const,
          'TCP' as const,
        ),
      }),
      { minLength: 1, maxLength: 2, selector: entry => entry.port },
    ),
    onlyListed: mesh === 'istio-ambient' ? fc.constant(false) : fc.boolean(),
  });
}

/** Profiles to join with, as varied as the schema takes them. */
export const anyProfile = profilesFor('istio-sidecar');

/** The same for ambient. */
export const anyAmbientProfile = profilesFor('istio-ambient');

function profilesFor(mesh: Mesh) {
  const ambient = mesh === 'istio-ambient';
  return (
    fc
      .record({
        apiVersion: fc.constant('onmesh.io/v1' as const),
        mesh: fc.constant(mesh),
        mtls: fc.record({
          mode: fc.constantFrom('strict' as const, 'permissive' as const),
          portExceptions: fc.uniqueArray(
            fc.record({
              port,
              mode: ambient
                ? fc.constant('permissive' as const)
                : fc.constantFrom('permissive' as const, 'disable' as const),
            }),
            { maxLength: 2, selector: exception => exception.port },
          ),
        }),
        access: fc.constantFrom('closed' as const, 'open' as const),
        callers: fc.array(caller, { maxLength: 3 }),
        endUsers: optional(endUsers),
        metrics: optional(
          fc.record({
            port,
            path: prefix,
            scrapers: optional(
              fc.array(account, { minLength: 1, maxLength: 2 }),
            ),
          }),
        ),
        traffic: optional(traffic),
        canary: optional(canaryFor(mesh)),
        ingress: optional(ingress),
        egress: optional(egressFor(mesh)),
        tracing: optional(
          fc.record({
            samplingPercent: fc.integer({ min: 0, max: 100 }),
            provider: optional(name),
          }),
        ),
      })
      .map(input => profileSchema.safeParse(input))
      // Parts that exclude each other are drawn anew.
      .map(({ data }) => data)
      .filter(data => data !== undefined)
  );
}
