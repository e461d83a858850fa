import { z } from 'zod';
import { line } from './fields';

/** Who makes the tokens of end users. */
export const endUsers = z.strictObject({
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
