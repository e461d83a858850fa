import { z } from 'zod';
import { allDifferent, port } from './fields';

/** What ports speak, as Services name it in appProtocol and Istio knows it. */
export const ports = z
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
