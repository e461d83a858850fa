import { KubernetesObject, MeshSettings } from '@onmesh/plugin-mesh-common';
import { parse } from 'yaml';
import { z } from 'zod';

const meshConfig = z
  .object({
    rootNamespace: z.string(),
    trustDomain: z.string(),
    trustDomainAliases: z.array(z.string()),
  })
  .partial();

const configMap = z.object({ data: z.object({ mesh: z.string() }) });

const webhook = z.object({
  metadata: z.object({ labels: z.record(z.string(), z.string()) }),
  webhooks: z.array(z.object({ name: z.string() })).default([]),
});

/**
 * What objects say of the mesh: its mesh config, and the injection webhooks of its control planes. What they do not say
 * is left to Istio's defaults.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates, configmap.yaml, mutatingwebhook.yaml and
 * revision-tags-mwc.yaml.
 */
export function meshSettings(
  objects: readonly KubernetesObject[],
): Partial<MeshSettings> {
  const webhooks = objects
    .filter(({ kind }) => kind === 'MutatingWebhookConfiguration')
    .map(object => webhook.safeParse(object).data)
    .filter(data => data !== undefined)
    .filter(({ metadata }) => metadata.labels.app === 'sidecar-injector');
  return {
    ...configured(objects),
    ...(webhooks.length > 0 && injected(webhooks)),
  };
}

function configured(
  objects: readonly KubernetesObject[],
): Partial<MeshSettings> {
  const [config] = objects
    .filter(
      ({ kind, metadata: { name } }) =>
        kind === 'ConfigMap' && /^istio(-|$)/.test(name),
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
    .map(object => configMap.safeParse(object).data)
    .filter(data => data !== undefined);
  try {
    return meshConfig.safeParse(parse(config?.data.mesh ?? '')).data ?? {};
  } catch {
    // Istio itself goes on with its defaults then.
    return {};
  }
}

function injected(
  webhooks: readonly z.output<typeof webhook>[],
): Partial<MeshSettings> {
  const labels = webhooks.map(({ metadata }) => ({
    tag: metadata.labels['istio.io/tag'],
    revision: metadata.labels['istio.io/rev'] ?? 'default',
  }));
  return {
    revisions: labels.flatMap(({ tag, revision }) =>
      tag === undefined ? [revision] : [],
    ),
    revisionTags: Object.fromEntries(
      labels.flatMap(({ tag, revision }) =>
        tag === undefined ? [] : [[tag, revision]],
      ),
    ),
    enableNamespacesByDefault: webhooks.some(({ webhooks: hooks }) =>
      hooks.some(({ name }) => name.startsWith('auto.')),
    ),
  };
}
