import { z } from 'zod';
import { account } from './callerSchema';
import { allDifferent, dnsSubdomain, hostName, pathPrefix } from './fields';

/** How requests come in from outside. */
export const ingress = z.strictObject({
  api: z
    .enum(['istio', 'gateway-api'])
    .default('istio')
    .describe(
      'istio: a Gateway of Istio at gateway pods that are there already. gateway-api: a Gateway of its own.',
    ),
  hosts: z
    .array(hostName)
    .min(1)
    .max(16)
    .refine(...allDifferent<string>(host => host))
    .describe('Names by which people outside call.'),
  tlsSecret: dnsSubdomain
    .optional()
    .describe(
      'Secret with certificate and key, in the namespace of the gateway pods. Plain HTTP when absent.',
    ),
  pathPrefixes: z
    .array(pathPrefix)
    .min(1)
    .max(32)
    .optional()
    .describe('Only these paths are let in; all when absent.'),
  gateway: account
    .optional()
    .describe(
      'The service account of the gateway pods; that of the pods with the label istio: ingressgateway when absent.',
    ),
});
