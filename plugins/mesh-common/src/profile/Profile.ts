import { z } from 'zod';
import { caller, mostCallers } from './callerSchema';
import { canary } from './canarySchema';
import { egress } from './egressSchema';
import { endUsers } from './endUsersSchema';
import { enrolment } from './enrolmentSchema';
import { ingress } from './ingressSchema';
import { mtls } from './mtlsSchema';
import { ports } from './portsSchema';
import { refineForMesh } from './refineForMesh';
import { metrics, tracing } from './telemetrySchema';
import { traffic } from './trafficSchema';

export { dnsLabel } from './fields';

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
    ports: ports
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
      .max(mostCallers)
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
