import { z } from 'zod';

/** RFC 1123 label: the name of a namespace, Service or ServiceAccount. */
export const dnsLabel = z
  .string()
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and dashes, and start and end with a letter or digit',
  );

const duration = z
  .string()
  .max(12)
  .regex(
    /^[1-9][0-9]{0,5}(ms|s|m|h)$/,
    'must be a duration such as 500ms, 30s or 5m',
  );

const port = z.int().min(1).max(65535);

const caller = z.strictObject({
  namespace: dnsLabel,
  serviceAccount: dnsLabel,
  /** HTTP methods; all when absent. */
  methods: z
    .array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']))
    .min(1)
    .max(7)
    .optional(),
  /** Paths, exact or with a trailing `*`; all when absent. */
  paths: z
    .array(
      z
        .string()
        .max(256)
        .regex(
          /^\/[A-Za-z0-9\-._~!$&'()+,;=:@%/]*\*?$/,
          'must be a path that starts with a slash, with at most one * at its end',
        ),
    )
    .min(1)
    .max(32)
    .optional(),
  /** Ports that the workload listens on; all when absent. */
  ports: z.array(port).min(1).max(16).optional(),
  /** The catalog entity behind the identity, for people. */
  entityRef: z.string().max(256).optional(),
  /** Where the caller was found. */
  source: z.enum(['catalog', 'observed', 'manual']).optional(),
});

const trafficPolicy = z.strictObject({
  /** Whole request, retries included. */
  timeout: duration.optional(),
  retries: z
    .strictObject({
      attempts: z.int().min(0).max(10),
      perTryTimeout: duration.optional(),
    })
    .optional(),
  /** Connections to each workload from each caller. */
  maxConnections: z.int().min(1).max(100_000).optional(),
  /** Take a pod out for `ejectionTime` after this many 5xx in a row. */
  outlierDetection: z
    .strictObject({
      consecutive5xx: z.int().min(1).max(100),
      ejectionTime: duration,
    })
    .optional(),
});

const canary = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        /** Percent of traffic that goes to the new version. */
        weight: z.int().min(1).max(99),
        /** How long to stay; `manual` waits for a person. */
        pause: z.union([duration, z.literal('manual')]),
      }),
    )
    .min(1)
    .max(20)
    .refine(
      steps => steps.every((s, i) => i === 0 || s.weight > steps[i - 1].weight),
      'weights must grow from step to step',
    ),
  analysis: z
    .strictObject({
      /** Percent of requests that must not fail with 5xx. */
      minSuccessRate: z.number().min(0).max(100).optional(),
      /** Milliseconds. */
      maxP99Ms: z.int().min(1).max(600_000).optional(),
    })
    .optional(),
});

/**
 * What a team wants for a target, whole and declarative: to change something one proposes a new version.
 * `mesh: none` means leaving the mesh.
 */
export const profileSchema = z
  .strictObject({
    apiVersion: z.literal('onmesh.io/v1'),
    mesh: z.enum(['istio-sidecar', 'istio-ambient', 'none']),
    mtls: z
      .strictObject({
        mode: z.enum(['strict', 'permissive']),
        portExceptions: z
          .array(
            z.strictObject({ port, mode: z.enum(['permissive', 'disable']) }),
          )
          .max(16)
          .default([]),
      })
      .default({ mode: 'strict', portExceptions: [] }),
    /** `closed`: only the callers may call. `open`: anyone may. */
    access: z.enum(['closed', 'open']).default('closed'),
    callers: z.array(caller).max(200).default([]),
    traffic: trafficPolicy.optional(),
    canary: canary.optional(),
  })
  .superRefine(({ mesh, mtls }, { addIssue }) => {
    mtls.portExceptions.forEach(({ mode }, index) => {
      if (mesh === 'istio-ambient' && mode === 'disable') {
        addIssue({
          code: 'custom',
          path: ['mtls', 'portExceptions', index, 'mode'],
          message:
            'must be permissive in ambient, where ztunnel cannot be told to leave a port alone',
        });
      }
    });
  });

/** A profile with its defaults filled in. */
export type Profile = z.output<typeof profileSchema>;
/** A profile as people write it. */
export type ProfileInput = z.input<typeof profileSchema>;
export type ProfileCaller = Profile['callers'][number];
export type ProfileCanary = NonNullable<Profile['canary']>;
export type ProfileTraffic = NonNullable<Profile['traffic']>;
