import { z } from 'zod';
import { allDifferent, hostName, port } from './fields';

/** What the workload calls outside. */
export const egress = z
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
