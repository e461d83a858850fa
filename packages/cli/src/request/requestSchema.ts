import {
  AuthorizationRequest,
  RequestSource,
} from '@onmesh/plugin-mesh-common';
import { z } from 'zod';

const NAME = '[a-z0-9]([-a-z0-9.]*[a-z0-9])?';

/** `namespace/workload`. */
export const workloadSchema = z
  .string()
  .regex(
    new RegExp(`^${NAME}/${NAME}$`),
    'must be a workload, written namespace/name',
  )
  .describe('The workload that is called: namespace/name');

const identity = new RegExp(`^${NAME}/${NAME}$`);
const principal = /^(?:spiffe:\/\/)?([^/]+\/ns\/[^/]+\/sa\/[^/]+)$/;

/** Short forms of a source: `namespace/serviceAccount`, `plaintext`, or a SPIFFE identity. */
export const shortSource = z
  .string()
  .refine(
    text => text === 'plaintext' || identity.test(text) || principal.test(text),
    'must be plaintext, namespace/serviceAccount, or an identity trust-domain/ns/namespace/sa/serviceAccount',
  );

const longSource = z.strictObject({
  principal: z
    .string()
    .nullable()
    .optional()
    .describe('Identity without spiffe://; null for plaintext'),
  namespace: z.string().optional(),
  serviceAccount: z.string().optional(),
  ip: z.string().optional().describe('Address of the direct peer'),
  remoteIp: z.string().optional().describe('Address of the original client'),
});

const port = z.int().min(1).max(65535);

/**
 * One request, as the proxy before the workload sees it. What is left out is not known, and stands for any value; null
 * says that there is none.
 */
export const requestSchema = z.strictObject({
  source: z.union([shortSource, longSource]).optional(),
  port: port
    .optional()
    .describe('Port that the workload listens on; else any that it declares'),
  protocol: z
    .enum(['http', 'tcp'])
    .optional()
    .describe('Else what a Service declares'),
  method: z.string().optional(),
  host: z.string().optional(),
  path: z
    .string()
    .startsWith('/', 'must start with a slash')
    .optional()
    .describe('As sent, with its query'),
  headers: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .describe('All headers; one that is not here was not sent'),
  sni: z.string().nullable().optional(),
  jwt: z
    .looseObject({ claims: z.record(z.string(), z.unknown()).optional() })
    .nullable()
    .optional()
    .describe('The validated token: registered claims, and others in claims'),
  extAuthz: z
    .record(z.string(), z.enum(['allow', 'deny']))
    .optional()
    .describe('Answers of external authorizers, by provider'),
});

/** A request as people write it. */
export type RequestInput = z.output<typeof requestSchema>;

/** The request in the terms of the core. */
export function toAuthorizationRequest({
  source,
  jwt,
  ...request
}: RequestInput): AuthorizationRequest {
  return { ...request, source: toSource(source), token: toToken(jwt) };
}

function toSource(source: RequestInput['source']): RequestSource | undefined {
  if (typeof source !== 'string') {
    return source;
  }
  if (source === 'plaintext') {
    return { principal: null };
  }
  const spelledOut = principal.exec(source)?.[1];
  if (spelledOut !== undefined) {
    return { principal: spelledOut };
  }
  const [namespace, serviceAccount] = source.split('/');
  return { namespace, serviceAccount };
}

function toToken(jwt: RequestInput['jwt']): AuthorizationRequest['token'] {
  if (!jwt) {
    return jwt;
  }
  const { claims, rawClaims, ...registered } = jwt;
  return { claims: { ...registered, ...claims } };
}

/** The request in words: `shop/frontend -> GET /cart on port 8080`. */
export function describeRequest(
  workload: string,
  request: RequestInput,
): string {
  const { method, path, port: number, host } = request;
  const what = [method, host, path].filter(part => part !== undefined);
  return [
    describeSource(request.source),
    '->',
    number === undefined ? workload : `${workload}:${number}`,
    ...(what.length === 0 ? ['any request'] : what),
  ].join(' ');
}

function describeSource(source: RequestInput['source']): string {
  if (source === undefined) {
    return 'anyone';
  }
  if (typeof source === 'string') {
    return source;
  }
  const { namespace, serviceAccount, ip, remoteIp } = source;
  if (source.principal === null) {
    return 'plaintext';
  }
  const named =
    source.principal ??
    (namespace && serviceAccount && `${namespace}/${serviceAccount}`) ??
    (namespace && `someone in ${namespace}`);
  return named ?? remoteIp ?? ip ?? 'anyone';
}
