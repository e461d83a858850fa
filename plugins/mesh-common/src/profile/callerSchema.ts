import { z } from 'zod';
import {
  dnsLabel,
  dnsSubdomain,
  httpMethod,
  ipBlock,
  line,
  pathPattern,
  port,
} from './fields';

/** How many a profile can list. */
export const mostCallers = 200;

/** Somebody with an account in the mesh. */
export const account = z.strictObject({
  namespace: dnsLabel.describe('Where it runs.'),
  serviceAccount: dnsSubdomain.describe('As which it runs.'),
});

/** Who may call: a service account, a whole namespace, addresses, or whoever brings a token of an end user. */
export const caller = z
  .strictObject({
    namespace: dnsLabel
      .optional()
      .describe('Where the caller runs. Without serviceAccount: all of it.'),
    serviceAccount: dnsSubdomain.optional().describe('As which it runs.'),
    ipBlocks: z
      .array(ipBlock)
      .min(1)
      .max(32)
      .optional()
      .describe(
        'Addresses that connections come from; for callers without an identity in the mesh.',
      ),
    endUser: z
      .strictObject({
        claims: z
          .record(
            z
              .string()
              .max(64)
              .regex(
                /^[A-Za-z0-9_.:/-]+$/,
                'must be letters, digits, dots, dashes, colons, slashes and underscores',
              ),
            z.array(line.max(256)).min(1).max(16),
          )
          .optional()
          .describe(
            'Claims that the token has to hold, each with the values that do.',
          ),
      })
      .optional()
      .describe('The caller has to bring a token of the issuer in endUsers.'),
    methods: z
      .array(httpMethod)
      .min(1)
      .max(7)
      .optional()
      .describe('HTTP methods; all when absent.'),
    paths: z
      .array(pathPattern)
      .min(1)
      .max(32)
      .optional()
      .describe('Paths, exact or with a trailing *; all when absent.'),
    ports: z
      .array(port)
      .min(1)
      .max(16)
      .optional()
      .describe('Ports that the workload listens on; all when absent.'),
    entityRef: z
      .string()
      .max(256)
      .optional()
      .describe('The catalog entity behind the identity, for people.'),
    source: z
      .enum(['catalog', 'observed', 'manual'])
      .optional()
      .describe('Where the caller was found.'),
  })
  .superRefine(({ namespace, serviceAccount, ipBlocks, endUser }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (serviceAccount !== undefined && namespace === undefined) {
      refuse('namespace', 'is required, since a service account has one');
    } else if (
      namespace === undefined &&
      ipBlocks === undefined &&
      endUser === undefined
    ) {
      refuse('namespace', 'is required, or ipBlocks, or endUser');
    }
    if (namespace !== undefined && ipBlocks !== undefined) {
      refuse(
        'ipBlocks',
        'cannot be combined with a namespace: write two callers',
      );
    }
  });
