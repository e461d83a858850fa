import { z } from 'zod';
import { account, caller } from './callerSchema';
import { canary } from './canarySchema';
import {
  allDifferent,
  dnsLabel,
  hostName,
  line,
  pathPrefix,
  port,
} from './fields';
import { refineForMesh } from './refineForMesh';
import { traffic } from './trafficSchema';

export { dnsLabel } from './fields';

const mtls = z
  .strictObject({
    mode: z
      .enum(['strict', 'permissive'])
      .default('strict')
      .describe('strict refuses plaintext, permissive takes both.'),
    portExceptions: z
      .array(
        z.strictObject({
          port: port.describe('On which the workload listens.'),
          mode: z
            .enum(['permissive', 'disable'])
            .describe(
              'permissive takes plaintext too; disable takes nothing else, for servers that speak first.',
            ),
        }),
      )
      .max(16)
      .default([])
      .describe('Ports to which the mode does not apply.'),
  })
  .default({ mode: 'strict', portExceptions: [] });

/** As Services name them in appProtocol, and Istio knows them. */
const protocols = z
  .array(
    z.strictObject({
      port: port.describe('On which the workload listens.'),
      protocol: z
        .enum([
          'http',
          'http2',
          'grpc',
          'grpc-web',
          'https',
          'tls',
          'tcp',
          'mongo',
          'mysql',
          'redis',
        ])
        .describe('What clients and the workload speak there.'),
    }),
  )
  .min(1)
  .max(32)
  .refine(...allDifferent<{ port: number }>(entry => entry.port));

const enrolment = z.strictObject({
  scope: z
    .enum(['workload', 'namespace'])
    .default('workload')
    .describe(
      'namespace labels the Namespace, if its manifest is in the folder, and so takes in its other workloads too; for their sake the label stays when this one leaves.',
    ),
  revision: dnsLabel
    .optional()
    .describe(
      'A revision or tag of the control plane that injects sidecars; as it is when absent.',
    ),
});

const endUsers = z.strictObject({
  issuer: z
    .string()
    .max(256)
    .regex(/^[!-)+-~]+$/, 'must be plain characters without spaces and *')
    .describe('The iss of the tokens.'),
  jwksUri: z
    .url({ protocol: /^https$/, hostname: z.regexes.domain })
    .max(512)
    .regex(/^[!-~]+$/, 'must not hold spaces')
    .describe('Where the keys of the issuer are.'),
  audiences: z
    .array(line.max(256))
    .min(1)
    .max(16)
    .optional()
    .describe('One of these has to be in aud; any when absent.'),
});

const ingress = z.strictObject({
  api: z
    .enum(['istio', 'gateway-api'])
    .default('istio')
    .describe(
      'istio: a Gateway of Istio at gateway pods that are there already. gateway-api: a Gateway of its own.',
    ),
  hosts: z
    .array(hostName)
    .min(1)
    .max(16)
    .refine(...allDifferent<string>(host => host))
    .describe('Names by which people outside call.'),
  tlsSecret: dnsLabel
    .optional()
    .describe(
      'Secret with certificate and key, in the namespace of the gateway pods. Plain HTTP when absent.',
    ),
  pathPrefixes: z
    .array(pathPrefix)
    .min(1)
    .max(32)
    .optional()
    .describe('Only these paths are let in; all when absent.'),
  gateway: account
    .optional()
    .describe(
      'The service account of the gateway pods; that of the pods with the label istio: ingressgateway when absent.',
    ),
});

const egress = z
  .strictObject({
    hosts: z
      .array(hostName)
      .min(1)
      .max(64)
      .refine(...allDifferent<string>(host => host))
      .describe('By their whole names.'),
    ports: z
      .array(
        z.strictObject({
          port: port.describe('Of the hosts.'),
          protocol: z
            .enum(['TLS', 'HTTP', 'HTTP2', 'GRPC', 'TCP'])
            .describe('TLS for https, which the application speaks itself.'),
        }),
      )
      .min(1)
      .max(8)
      .refine(...allDifferent<{ port: number }>(entry => entry.port))
      .default([{ port: 443, protocol: 'TLS' }])
      .describe('Where the hosts are called.'),
    onlyListed: z
      .boolean()
      .default(false)
      .describe(
        'Refuse connections to hosts that the mesh does not know: neither listed here nor by others for all to use.',
      ),
  })
  .refine(
    ({ hosts, ports }) =>
      hosts.length === 1 || ports.every(({ protocol }) => protocol !== 'TCP'),
    'must name one host only where a port is TCP, which does not say for which of several hosts it is',
  );

const tracing = z.strictObject({
  samplingPercent: z
    .int()
    .min(0)
    .max(100)
    .describe('Share of requests that are traced.'),
  provider: dnsLabel
    .optional()
    .describe(
      'Of extensionProviders in the mesh config; the default one when absent.',
    ),
});

const metrics = z.strictObject({
  port: port.describe('Where the workload itself answers scrapes.'),
  path: pathPrefix.default('/metrics').describe('What scrapes ask for.'),
  scrapers: z
    .array(account)
    .min(1)
    .max(8)
    .optional()
    .describe(
      'Who scrapes, on the mesh; when absent, anybody may, in plaintext too.',
    ),
});

/**
 * What a team wants for a target, whole and declarative: to change something one proposes a new version.
 * `mesh: none` means leaving the mesh.
 */
export const profileSchema = z
  .strictObject({
    apiVersion: z
      .literal('onmesh.io/v1')
      .describe('The version of this schema.'),
    mesh: z
      .enum(['istio-sidecar', 'istio-ambient', 'none'])
      .describe('How the workload is in the mesh; none takes it out again.'),
    enrolment: enrolment
      .optional()
      .describe('What is labelled for the mesh; the workload when absent.'),
    ports: protocols
      .optional()
      .describe(
        'What ports speak, where the Services do not say; written into these as appProtocol. What is not said is sniffed.',
      ),
    mtls: mtls.describe('Whether callers have to use mutual TLS.'),
    access: z
      .enum(['closed', 'open'])
      .default('closed')
      .describe('closed: only the callers may call. open: anyone may.'),
    callers: z
      .array(caller)
      .max(200)
      .default([])
      .describe('Who may call while access is closed; nobody when empty.'),
    endUsers: endUsers
      .optional()
      .describe('Who makes the tokens that callers with endUser bring.'),
    metrics: metrics
      .optional()
      .describe(
        'Needed only where scrapes do not go through the proxy, which merges metrics by itself.',
      ),
    traffic: traffic
      .optional()
      .describe(
        'What callers may expect; what Istio does by itself when absent.',
      ),
    canary: canary
      .optional()
      .describe('How new versions are let in; all at once when absent.'),
    ingress: ingress
      .optional()
      .describe('By which names the workload is called from outside.'),
    egress: egress
      .optional()
      .describe('Which hosts outside the mesh the workload calls.'),
    tracing: tracing
      .optional()
      .describe('How requests are traced; as the mesh does when absent.'),
  })
  .superRefine(refineForMesh);

/** A profile with its defaults filled in. */
export type Profile = z.output<typeof profileSchema>;
/** A profile as people write it. */
export type ProfileInput = z.input<typeof profileSchema>;
export type ProfileCaller = Profile['callers'][number];
export type ProfileCanary = NonNullable<Profile['canary']>;
export type ProfileVersions = NonNullable<ProfileCanary['versions']>;
export type ProfileTraffic = NonNullable<Profile['traffic']>;
export type ProfileIngress = NonNullable<Profile['ingress']>;
export type ProfileEgress = NonNullable<Profile['egress']>;
export type ProfileTracing = NonNullable<Profile['tracing']>;
export type ProfileMetrics = NonNullable<Profile['metrics']>;
export type ProfileEndUsers = NonNullable<Profile['endUsers']>;
