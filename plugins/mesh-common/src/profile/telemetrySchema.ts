import { z } from 'zod';
import { account } from './callerSchema';
import { dnsLabel, pathPrefix, port } from './fields';

/** How requests are traced. */
export const tracing = z.strictObject({
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

/** Where scrapes are answered. */
export const metrics = z.strictObject({
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
