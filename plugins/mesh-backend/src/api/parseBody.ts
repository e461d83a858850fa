import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { dnsLabel, gateTypes, profileSchema } from '@onmesh/plugin-mesh-common';
import { z } from 'zod';

const entityRef = z
  .string()
  .max(256)
  .transform((value, context) => {
    try {
      return stringifyEntityRef(parseEntityRef(value));
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'must be an entity reference such as component:default/shop',
      });
      return z.NEVER;
    }
  });

/** RFC 1123 subdomain: the name of a workload or a cluster. */
const dnsSubdomain = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, dashes and dots',
  );

const target = z.strictObject({
  cluster: z.string().min(1).max(253),
  namespace: dnsLabel,
  workload: dnsSubdomain,
});

/** Text of people: PostgreSQL stores no NUL, and nobody reads control characters. */
const text = z
  .string()
  .max(2000)
  .regex(/^(?:[^\p{Cc}]|[\t\n\r])*$/u, 'must not contain control characters');

/** What the controllers write: hashes, reasons and versions, which nobody reads as anything else. */
const token = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[\x21-\x7e]+$/, 'must be ASCII without spaces');

const planHash = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256');

const identity = z
  .string()
  .max(127)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be namespace/serviceAccount',
  );

/** Bodies as they are after parsing: whole, of the right type, and without anything else in them. */
export const bodies = {
  suggestions: z.strictObject({ entityRef, target }),
  plan: z.strictObject({ entityRef, target, profile: profileSchema }),
  create: z.strictObject({
    entityRef,
    target,
    profile: profileSchema,
    planHash,
    reason: text.optional(),
  }),
  action: z.strictObject({
    version: z.int().min(1),
    reason: text.optional(),
    planHash: planHash.optional(),
  }),
  decision: z.strictObject({
    entityRef,
    target,
    from: identity.nullable(),
    port: z.int().min(1).max(65535).optional(),
    method: z
      .string()
      .max(32)
      .regex(/^[A-Z]+$/, 'must be an HTTP method such as GET')
      .optional(),
    path: z
      .string()
      .max(2048)
      .regex(/^\/[\x21-\x7e]*$/, 'must start with a slash and be ASCII')
      .optional(),
    headers: z
      .record(
        z.string().regex(/^[A-Za-z0-9-]{1,128}$/, 'must be a header name'),
        z.string().max(1024),
      )
      .refine(
        headers => Object.keys(headers).length <= 32,
        'must be 32 headers at most',
      )
      .optional(),
  }),
  status: z.strictObject({ entityRef }),
  delivery: target.extend({ entityRef }),
  deliveryAction: z.strictObject({
    entityRef,
    target,
    action: z.enum(['promote', 'promote-full', 'abort', 'retry']),
    seen: z.strictObject({
      resourceVersion: token.optional(),
      podHash: token.optional(),
      stepIndex: z.int().min(0).optional(),
      pauses: z.array(token).max(16).optional(),
      aborted: z.literal(true).optional(),
    }),
    reason: text.optional(),
  }),
  deliveryId: z.strictObject({ entityRef, target }),
  gateApproval: z.strictObject({
    entityRef,
    target,
    gate: z.enum(gateTypes),
    seen: z.strictObject({
      checksum: token,
      since: token,
      generation: z.int().min(0).optional(),
    }),
    reason: text.optional(),
  }),
  gateWithdrawal: z.strictObject({
    entityRef,
    target,
    gate: z.enum(gateTypes),
  }),
  list: z.strictObject({
    entityRef: entityRef.optional(),
    requester: entityRef.optional(),
    state: z
      .enum([
        'submitted',
        'queued',
        'proposed',
        'verifying',
        'done',
        'rejected',
        'withdrawn',
        'declined',
        'blocked',
      ])
      .optional(),
  }),
};

/**
 * Parses what came over the wire.
 *
 * @throws InputError that names each wrong field, such as `profile.callers[0].namespace`
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const { data, error } = schema.safeParse(input);
  if (error) {
    throw new InputError(
      error.issues
        .map(issue => `${at(issue.path)}: ${issue.message}`)
        .join('; '),
    );
  }
  return data;
}

function at(path: PropertyKey[]): string {
  return (
    path
      .map(key => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
      .join('')
      .replace(/^\./, '') || 'body'
  );
}
