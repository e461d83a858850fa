import { z } from 'zod';
import { port } from './fields';

/** Whether callers have to use mutual TLS, and on which ports not. */
export const mtls = z
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
