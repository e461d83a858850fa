import {
  defaultMeshSettings,
  Kind,
  kinds,
  MeshSettings,
} from '@onmesh/plugin-mesh-common';
import { discoverMesh } from './discoverMesh';
import { KindWatch, KindWatchOptions } from './KindWatch';

/** Part of a cluster that one watch follows. */
export type WatchScope = Pick<
  KindWatchOptions,
  'kind' | 'namespace' | 'selector'
>;

const injectionWebhooks: Kind = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  plural: 'mutatingwebhookconfigurations',
  namespaced: false,
};
const configMaps: Kind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
};

/**
 * What to watch: each kind once and what the cluster says of its mesh; or each kind once for each of some namespaces, for
 * those who may not read more, who then say in the configuration what differs in their mesh.
 */
export function watchScopes(options: {
  namespaces?: string[];
  mesh?: Partial<MeshSettings>;
}): WatchScope[] {
  const { rootNamespace } = { ...defaultMeshSettings, ...options.mesh };
  if (options.namespaces === undefined) {
    return [
      ...kinds.map(kind => ({ kind })),
      {
        kind: injectionWebhooks,
        selector: { labelSelector: 'app=sidecar-injector' },
      },
      { kind: configMaps, namespace: rootNamespace },
    ];
  }
  const wanted = [...new Set([...options.namespaces, rootNamespace])];
  return kinds.flatMap(kind =>
    wanted.map(namespace =>
      kind.namespaced
        ? { kind, namespace }
        : {
            kind,
            // RBAC allows this to those who may read only certain namespaces by name.
            selector: { fieldSelector: `metadata.name=${namespace}` },
          },
    ),
  );
}

/** The settings of the mesh: what the configuration says, else what the cluster says. */
export function meshOf(
  watches: readonly KindWatch[],
  configured: Partial<MeshSettings> | undefined,
): Partial<MeshSettings> {
  const about = watches.filter(({ kind }) => isAboutTheMesh(kind));
  const webhooksAreRead = about.some(
    ({ kind, state }) =>
      kind === injectionWebhooks &&
      (state.type === 'current' || state.type === 'stale'),
  );
  return {
    // Without a webhook nothing is injected, whatever labels ask for.
    ...(webhooksAreRead ? { revisions: [] } : {}),
    ...discoverMesh(about.flatMap(watch => [...watch.objects()])),
    ...configured,
  };
}

/** Whether a kind is read for the settings of the mesh, and not for the view. */
export function isAboutTheMesh(kind: Kind): boolean {
  return kind === injectionWebhooks || kind === configMaps;
}
