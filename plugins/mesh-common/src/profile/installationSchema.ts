import { z } from 'zod';
import { dnsLabel } from './fields';

const chartVersion = z
  .string()
  .max(64)
  .regex(
    /^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$/,
    'must be the exact version of a chart, such as 1.30.3',
  );

const gitOps = z
  .enum(['argo-cd', 'flux'])
  .describe('Which controller installs the charts.');

const common = {
  apiVersion: z.literal('onmesh.io/v1'),
  kind: z.literal('MeshInstallation'),
  gitOps,
  version: chartVersion,
};

const istio = z.strictObject({
  ...common,
  mesh: z.literal('istio'),
  revision: dnsLabel
    .optional()
    .describe('Installs beside other control planes, for canary upgrades.'),
  ambient: z.boolean().default(false).describe('With ztunnel and the CNI.'),
  cni: z
    .boolean()
    .default(false)
    .describe('With the CNI for sidecars; ambient always has it.'),
  gateway: z
    .strictObject({
      name: dnsLabel.default('istio-ingressgateway'),
      namespace: dnsLabel.default('istio-ingress'),
    })
    .optional()
    .describe('An ingress gateway.'),
  mtls: z
    .enum(['strict', 'permissive'])
    .default('permissive')
    .describe('What holds for workloads that say nothing themselves.'),
  outboundTraffic: z
    .enum(['allow-any', 'registry-only'])
    .default('allow-any')
    .describe('Whether proxies let unknown hosts out.'),
});

const linkerd = z.strictObject({
  ...common,
  mesh: z.literal('linkerd'),
  trustAnchorsPem: z
    .string()
    .max(20_000)
    .regex(
      /^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]+\n)+-----END CERTIFICATE-----\n?)+$/,
      'must be certificates in PEM, and nothing else: a key must not be in Git',
    )
    .describe('Certificates that proxies trust.'),
});

/** How a platform team wants a mesh to be installed in a cluster. */
export const installationSchema = z.discriminatedUnion('mesh', [
  istio,
  linkerd,
]);

/** An installation with its defaults filled in. */
export type MeshInstallation = z.output<typeof installationSchema>;
export type IstioInstallation = Extract<MeshInstallation, { mesh: 'istio' }>;
export type LinkerdInstallation = Extract<
  MeshInstallation,
  { mesh: 'linkerd' }
>;
