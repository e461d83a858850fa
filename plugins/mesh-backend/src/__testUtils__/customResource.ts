import { kinds, KubernetesObject } from '@onmesh/plugin-mesh-common';

/** A CustomResourceDefinition that takes any fields, for a kind that is not built in. */
export function customResource(
  kind: string,
  version?: string,
): KubernetesObject & { spec: object } {
  const found = kinds.find(k => k.kind === kind);
  if (!found) {
    throw new Error(`${kind} is not one of the kinds that the mesh reads`);
  }
  const anything = {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${found.plural}.${found.group}`,
      // The groups of Kubernetes itself are protected from being taken by mistake.
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    },
    spec: {
      group: found.group,
      scope: found.namespaced ? 'Namespaced' : 'Cluster',
      names: { kind, plural: found.plural, singular: kind.toLowerCase() },
      versions: [
        {
          name: version ?? found.version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: anything },
        },
      ],
    },
  };
}
