import { parse } from 'yaml';
import { z } from 'zod';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { MeshSettings } from './ClusterView';
import { injectorSettings } from './injectorSettings';

const meshConfig = z
  .object({
    rootNamespace: z.string(),
    trustDomain: z.string(),
    trustDomainAliases: z.array(z.string()),
    enableAutoMtls: z.boolean(),
    outboundTrafficPolicy: z
      .object({ mode: z.enum(['ALLOW_ANY', 'REGISTRY_ONLY']) })
      .partial()
      .catch({}),
    defaultHttpRetryPolicy: z
      .object({
        attempts: z.number(),
        perTryTimeout: z.string(),
        retryOn: z.string(),
      })
      .partial(),
    defaultProviders: z
      .object({ accessLogging: z.array(z.string()) })
      .partial(),
    extensionProviders: z
      .array(z.object({ name: z.string(), lightstep: z.unknown().optional() }))
      .catch([]),
    defaultConfig: z
      .object({
        proxyMetadata: z.record(z.string(), z.string()),
        holdApplicationUntilProxyStarts: z.boolean(),
        image: z.object({ imageType: z.string() }).partial().catch({}),
      })
      .partial(),
  })
  .partial();

/** Named `istio` or `istio-<revision>`. */
const configMap = z.object({ data: z.object({ mesh: z.string() }) });

const injectionWebhook = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  webhooks: z.array(z.object({ name: z.string() })).nullish(),
});

/**
 * What a cluster says of its mesh: the revisions and tags of its injection webhooks, how they inject, and the mesh config.
 * Settings that it does not say are left out, and Istio's defaults hold.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml, revision-tags-mwc.yaml and
 * configmap.yaml.
 */
export function discoverMesh(
  objects: readonly KubernetesObject[],
): Partial<MeshSettings> {
  const webhooks = objects
    .filter(({ kind }) => kind === 'MutatingWebhookConfiguration')
    .map(object => injectionWebhook.safeParse(object).data)
    .filter(data => data !== undefined)
    .filter(({ metadata }) => metadata.labels.app === 'sidecar-injector');
  const injectors = injectorSettings(objects);
  return {
    ...(webhooks.length > 0 && fromWebhooks(webhooks)),
    ...fromMeshConfig(objects),
    ...(Object.keys(injectors).length > 0 && { injectors }),
  };
}

function fromWebhooks(
  webhooks: readonly z.output<typeof injectionWebhook>[],
): Partial<MeshSettings> {
  const tagged = webhooks.flatMap(({ metadata: { labels } }) => {
    const tag = labels['istio.io/tag'];
    const revision = labels['istio.io/rev'];
    return tag === undefined || revision === undefined ? [] : [[tag, revision]];
  });
  const revisions = webhooks.flatMap(({ metadata: { labels } }) =>
    labels['istio.io/tag'] === undefined
      ? [labels['istio.io/rev'] ?? 'default']
      : [],
  );
  return {
    revisions: [...new Set(revisions)].sort(),
    revisionTags: Object.fromEntries(tagged),
    enableNamespacesByDefault: webhooks.some(({ webhooks: hooks }) =>
      hooks?.some(({ name }) => name.startsWith('auto.')),
    ),
  };
}

function fromMeshConfig(
  objects: readonly KubernetesObject[],
): Partial<MeshSettings> {
  // Istio has other ConfigMaps in the same namespace, whose data is not a mesh config.
  const [config] = objects
    .filter(
      ({ kind, metadata: { name } }) =>
        kind === 'ConfigMap' && /^istio(-|$)/.test(name),
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(object => configMap.safeParse(object).data)
    .filter(data => data !== undefined);
  try {
    return settingsOf(
      meshConfig.safeParse(parse(config?.data.mesh ?? '')).data ?? {},
    );
  } catch {
    // Istio itself goes on with its defaults then.
    return {};
  }
}

function settingsOf({
  defaultProviders,
  defaultConfig,
  extensionProviders = [],
  outboundTrafficPolicy,
  ...settings
}: z.output<typeof meshConfig>): Partial<MeshSettings> {
  const {
    proxyMetadata = {},
    image,
    holdApplicationUntilProxyStarts,
  } = defaultConfig ?? {};
  const lightstep = extensionProviders
    .filter(provider => provider.lightstep !== undefined)
    .map(({ name }) => name);
  const isOn = (name: string) => proxyMetadata[name] === 'true';
  return {
    ...settings,
    ...(outboundTrafficPolicy?.mode && {
      outboundTrafficPolicy: outboundTrafficPolicy.mode,
    }),
    ...(defaultProviders?.accessLogging && {
      accessLogProviders: defaultProviders.accessLogging,
    }),
    ...(isOn('ISTIO_META_DNS_CAPTURE') &&
      (isOn('ISTIO_META_DNS_AUTO_ALLOCATE') ||
        isOn('PILOT_ENABLE_IP_AUTOALLOCATE')) && { allocatesAddresses: true }),
    ...(holdApplicationUntilProxyStarts !== undefined && {
      holdApplicationUntilProxyStarts,
    }),
    ...(image?.imageType && { proxyImageType: image.imageType }),
    ...(lightstep.length > 0 && { lightstepProviders: lightstep }),
  };
}
