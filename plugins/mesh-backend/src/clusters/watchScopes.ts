import {
  defaultMeshSettings,
  discoverMesh,
  injectionWebhooks,
  isAboutTheMesh,
  kinds,
  meshSources,
  MeshSettings,
  ReadScope,
  readScopes,
} from '@onmesh/plugin-mesh-common';
import { isRead } from './KindState';
import { KindWatch } from './KindWatch';

/**
 * What to watch: each kind once and what the cluster says of its mesh; or each kind once for each of some namespaces, for
 * those who may not read more, who then say in the configuration what differs in their mesh.
 */
export function watchScopes(options: {
  namespaces?: string[];
  mesh?: Partial<MeshSettings>;
}): ReadScope[] {
  const { rootNamespace } = { ...defaultMeshSettings, ...options.mesh };
  const wanted = options.namespaces && [
    ...new Set([...options.namespaces, rootNamespace]),
  ];
  return [
    ...kinds.flatMap(kind => readScopes(kind, wanted)),
    ...(wanted ? [] : meshSources(rootNamespace)),
  ];
}

/** The settings of the mesh: what the configuration says, else what the cluster says. */
export function meshOf(
  watches: readonly KindWatch[],
  configured: Partial<MeshSettings> | undefined,
): Partial<MeshSettings> {
  const about = watches.filter(({ kind }) => isAboutTheMesh(kind));
  const webhooksAreRead = about.some(
    ({ kind, state }) => kind === injectionWebhooks && isRead(state),
  );
  return {
    // Without a webhook nothing is injected, whatever labels ask for.
    ...(webhooksAreRead ? { revisions: [] } : {}),
    ...discoverMesh(about.flatMap(watch => [...watch.objects()])),
    ...configured,
  };
}
