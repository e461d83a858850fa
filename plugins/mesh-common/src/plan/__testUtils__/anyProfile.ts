import fc from 'fast-check';
import { profileSchema } from '../../profile/Profile';

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/);
const port = fc.integer({ min: 1, max: 65535 });
const duration = fc.stringMatching(/^[1-9][0-9]{0,3}(ms|s|m|h)$/);
const optional = <T>(value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined });

const caller = fc.record({
  namespace: name,
  serviceAccount: fc.oneof(
    name,
    fc.constantFrom('null', 'on', '1e3', '0', 'y'),
  ),
  methods: optional(
    fc.uniqueArray(fc.constantFrom('GET', 'HEAD', 'POST', 'DELETE'), {
      minLength: 1,
    }),
  ),
  paths: optional(
    fc.array(fc.stringMatching(/^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]{0,12}\*?$/), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  ports: optional(fc.uniqueArray(port, { minLength: 1, maxLength: 3 })),
});

const traffic = fc.record({
  timeout: optional(duration),
  retries: optional(
    fc.record({
      attempts: fc.integer({ min: 0, max: 10 }),
      perTryTimeout: optional(duration),
    }),
  ),
  maxConnections: optional(fc.integer({ min: 1, max: 100_000 })),
  outlierDetection: optional(
    fc.record({
      consecutive5xx: fc.integer({ min: 1, max: 100 }),
      ejectionTime: duration,
    }),
  ),
});

const canary = fc.record({
  steps: fc
    .uniqueArray(fc.integer({ min: 1, max: 99 }), {
      minLength: 1,
      maxLength: 4,
    })
    .chain(weights =>
      fc.tuple(
        ...[...weights]
          .sort((a, b) => a - b)
          .map(weight =>
            fc.record({
              weight: fc.constant(weight),
              // Long enough for any analysis; shorter ones are refused.
              pause: fc.oneof(
                fc.stringMatching(/^[2-9][0-9]{0,2}[mh]$/),
                fc.constant('manual' as const),
              ),
            }),
          ),
      ),
    ),
  analysis: optional(
    fc.record({
      minSuccessRate: optional(fc.double({ min: 0, max: 100, noNaN: true })),
      maxP99Ms: optional(fc.integer({ min: 1, max: 600_000 })),
    }),
  ),
});

/** Profiles to join with, as varied as the schema takes them. */
export const anyProfile = profilesFor('istio-sidecar');

/** The same for ambient. */
export const anyAmbientProfile = profilesFor('istio-ambient');

function profilesFor(mesh: 'istio-sidecar' | 'istio-ambient') {
  const ambient = mesh === 'istio-ambient';
  return fc
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
      traffic: optional(traffic),
      canary: optional(
        ambient ? canary.map(({ steps }) => ({ steps })) : canary,
      ),
    })
    .map(input => profileSchema.parse(input));
}
