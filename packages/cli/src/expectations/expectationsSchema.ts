import { z } from 'zod';
import { ANYONE } from './callersOf';
import {
  requestSchema,
  shortSource,
  workloadSchema,
} from '../request/requestSchema';

const accepts = z.enum([
  'mtls-only',
  'mtls-and-plaintext',
  'plaintext-only',
  'unknown',
]);

const callerSchema = z
  .string()
  .refine(
    text =>
      text === ANYONE || shortSource.safeParse(text.replace(/^!/, '')).success,
    'must be anyone, plaintext or namespace/serviceAccount; with ! before it, one of anyone who may not',
  );

const expectSchema = z.strictObject({
  allowed: z
    .literal([true, false, 'depends', 'unknown'])
    .optional()
    .describe('With a request: whether it is allowed'),
  rule: z
    .string()
    .optional()
    .describe('With a request: what decides, as ns[..]-policy[..]-rule[n]'),
  goesTo: z
    .union([
      z.string().min(1),
      z.record(z.string(), z.number().min(0).max(100)),
    ])
    .optional()
    .describe(
      'With a request: the version that answers it (label version of its pods, else the name of their ReplicaSet), or the percent of each; nowhere, where no rule is for it',
    ),
  accepts: accepts
    .optional()
    .describe('What the port accepts; without a port, every declared port'),
  callers: z
    .array(callerSchema)
    .optional()
    .describe(
      'Exactly those who may send some request: namespace/serviceAccount, plaintext, anyone for every identity, !namespace/serviceAccount for one of them who may not',
    ),
});

const expectationSchema = z
  .strictObject({
    name: z.string().min(1).describe('What must hold, in words'),
    workload: workloadSchema,
    request: requestSchema.optional(),
    port: z
      .int()
      .min(1)
      .max(65535)
      .optional()
      .describe('With accepts and callers: the port that this is about'),
    expect: expectSchema,
  })
  .superRefine(({ request, port, expect }, context) => {
    const problem = (path: string[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (request === undefined) {
      for (const field of ['allowed', 'rule', 'goesTo'] as const) {
        if (expect[field] !== undefined) {
          problem(['expect', field], 'needs a request to be about');
        }
      }
      if (expect.accepts === undefined && expect.callers === undefined) {
        problem(
          ['expect'],
          'must say what a port accepts, who the callers are, or with a request whether it is allowed',
        );
      }
      return;
    }
    if (expect.allowed === undefined && expect.goesTo === undefined) {
      problem(
        ['expect'],
        'must say what becomes of the request: with allowed, or with goesTo',
      );
    }
    if (port !== undefined) {
      problem(['port'], 'belongs into the request here');
    }
    for (const field of ['accepts', 'callers'] as const) {
      if (expect[field] !== undefined) {
        problem(['expect', field], 'cannot be expected of a request');
      }
    }
  });

/** A file of expectations: what must hold in a mesh. */
export const expectationsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  expectations: z.array(expectationSchema).min(1),
});

/** One thing that must hold. */
export type Expectation = z.output<typeof expectationSchema>;

/** A whole file of them. */
export type Expectations = z.output<typeof expectationsSchema>;

/** The format of the file for editors and other tools. */
export function expectationsJsonSchema(): object {
  return z.toJSONSchema(expectationsSchema, { io: 'input' });
}
