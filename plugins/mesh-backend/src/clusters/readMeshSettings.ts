import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { MeshSettings } from '@onmesh/plugin-mesh-common';

/**
 * `mesh.clusters[].mesh`: only what differs from Istio's default profile.
 *
 * @throws InputError for a value that is none
 */
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
    outboundTrafficPolicy: outboundTrafficPolicy(
      config?.getOptionalString('outboundTrafficPolicy'),
    ),
  };
  // An undefined value would hide the default that it is laid over.
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
}

function outboundTrafficPolicy(
  mode: string | undefined,
): MeshSettings['outboundTrafficPolicy'] {
  if (mode === undefined || mode === 'ALLOW_ANY' || mode === 'REGISTRY_ONLY') {
    return mode;
  }
  throw new InputError(
    `mesh.clusters[].mesh.outboundTrafficPolicy is ${JSON.stringify(mode)}; write ALLOW_ANY or REGISTRY_ONLY`,
  );
}
