import { Config } from '@backstage/config';
import { MeshSettings } from '@onmesh/plugin-mesh-common';

/** `mesh.clusters[].mesh`: only what differs from Istio's default profile. */
export function readMeshSettings(
  config: Config | undefined,
): Partial<MeshSettings> {
  const tags = config?.getOptionalConfig('revisionTags');
  const settings: { [K in keyof MeshSettings]: MeshSettings[K] | undefined } = {
    rootNamespace: config?.getOptionalString('rootNamespace'),
    trustDomain: config?.getOptionalString('trustDomain'),
    trustDomainAliases: config?.getOptionalStringArray('trustDomainAliases'),
    revisions: config?.getOptionalStringArray('revisions'),
    revisionTags:
      tags &&
      Object.fromEntries(tags.keys().map(tag => [tag, tags.getString(tag)])),
    enableNamespacesByDefault: config?.getOptionalBoolean(
      'enableNamespacesByDefault',
    ),
    enableAutoMtls: config?.getOptionalBoolean('enableAutoMtls'),
  };
  // An undefined value would hide the default that it is laid over.
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
}
