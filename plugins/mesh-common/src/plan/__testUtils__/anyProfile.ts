import fc from 'fast-check';
import { profileSchema } from '../../profile/Profile';
import { anyAccount, anyCaller } from './anyCaller';
import { anyCanary } from './anyCanary';
import {
  duration,
  host,
  limit,
  line,
  name,
  optional,
  port,
  prefix,
} from './anyWord';

type Mesh = 'istio-sidecar' | 'istio-ambient';

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

function enrolmentFor(mesh: Mesh) {
  return fc.record({
    scope: fc.constantFrom('workload' as const, 'namespace' as const),
    revision:
      mesh === 'istio-ambient'
        ? fc.constant(undefined)
        : optional(fc.constantFrom('default', 'next')),
  });
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
        enrolment: optional(enrolmentFor(mesh)),
        ports: optional(
          fc
            .record({
              port: fc.constant(8080),
              // Routes need HTTP.
              protocol: fc.constantFrom('http' as const, 'http2' as const),
            })
            .map(one => [one]),
        ),
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
        callers: fc.array(anyCaller, { maxLength: 3 }),
        endUsers: optional(endUsers),
        metrics: optional(
          fc.record({
            port,
            path: prefix,
            scrapers: optional(
              fc.array(anyAccount, { minLength: 1, maxLength: 2 }),
            ),
          }),
        ),
        traffic: optional(traffic),
        canary: optional(anyCanary(mesh)),
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
