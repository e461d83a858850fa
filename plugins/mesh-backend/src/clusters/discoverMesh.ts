import { KubernetesObject, MeshSettings } from '@onmesh/plugin-mesh-common';
import { parse } from 'yaml';
import { z } from 'zod';

/** One of Istio's injection webhooks; there is one for each control plane and one for each revision tag. */
export interface InjectionWebhook extends KubernetesObject {
  kind: 'MutatingWebhookConfiguration';
  webhooks?: { name: string }[];
}

/** Holds Istio's mesh config, named `istio` or `istio-<revision>`. */
export interface MeshConfigMap extends KubernetesObject {
  kind: 'ConfigMap';
  data?: { mesh?: string };
}

const meshConfigSchema = z.object({
  rootNamespace: z.string().optional(),
  trustDomain: z.string().optional(),
  trustDomainAliases: z.array(z.string()).optional(),
});

/**
 * What a cluster says of its mesh: the revisions and tags of its injection webhooks, and the mesh config. Settings that it
 * does not say are left out.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml, revision-tags-mwc.yaml and
 * configmap.yaml.
 */
export function discoverMesh(
  objects: readonly KubernetesObject[],
): Partial<MeshSettings> {
  const webhooks = objects.filter(isInjectionWebhook);
  const config = objects
    .filter(isMeshConfig)
    .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name))[0];
  return {
    ...(webhooks.length === 0 ? {} : fromWebhooks(webhooks)),
    ...fromMeshConfig(config?.data?.mesh),
  };
}

function fromWebhooks(
  webhooks: readonly InjectionWebhook[],
): Partial<MeshSettings> {
  const tagged = webhooks.flatMap(({ metadata: { labels } }) => {
    const tag = labels?.['istio.io/tag'];
    const revision = labels?.['istio.io/rev'];
    return tag === undefined || revision === undefined ? [] : [[tag, revision]];
  });
  const revisions = webhooks.flatMap(({ metadata: { labels } }) =>
    labels?.['istio.io/tag'] === undefined
      ? [labels?.['istio.io/rev'] ?? 'default']
      : [],
  );
  return {
    revisions: [...new Set(revisions)].sort(),
    revisionTags: Object.fromEntries(tagged),
    enableNamespacesByDefault: webhooks.some(configuration =>
      configuration.webhooks?.some(({ name }) => name.startsWith('auto.')),
    ),
  };
}

function fromMeshConfig(text: string | undefined): Partial<MeshSettings> {
  try {
    const { data } = meshConfigSchema.safeParse(parse(text ?? ''));
    return Object.fromEntries(
      Object.entries(data ?? {}).filter(([, value]) => value !== undefined),
    );
  } catch {
    // Istio itself goes on with its defaults then.
    return {};
  }
}

function isInjectionWebhook(
  object: KubernetesObject,
): object is InjectionWebhook {
  return (
    object.kind === 'MutatingWebhookConfiguration' &&
    object.metadata.labels?.app === 'sidecar-injector'
  );
}

function isMeshConfig(object: KubernetesObject): object is MeshConfigMap {
  const { name } = object.metadata;
  return (
    object.kind === 'ConfigMap' &&
    // Istio has other ConfigMaps in the same namespace, whose data is not a mesh config.
    (name === 'istio' || name.startsWith('istio-')) &&
    'data' in object &&
    typeof (object as MeshConfigMap).data?.mesh === 'string'
  );
}
