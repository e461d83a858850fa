import { injectionWebhooks } from '../view/meshSources';
import { Kind } from './kinds';

/**
 * Kinds that only a look at a whole mesh asks for, once, and that nobody watches: they are about how the mesh is installed, or
 * about proxies in ways that no status shows. What could not be read of them is unknown, as of every other kind. Secrets are
 * not among them and never will be.
 */
export const analysisKinds: readonly Kind[] = [
  ...(
    [
      ['v1beta1', 'ProxyConfig', 'proxyconfigs'],
      ['v1', 'WorkloadEntry', 'workloadentries'],
      ['v1', 'WorkloadGroup', 'workloadgroups'],
    ] as const
  ).map(([version, kind, plural]) => ({
    group: 'networking.istio.io',
    version,
    kind,
    plural,
    namespaced: true,
  })),
  injectionWebhooks,
  {
    ...injectionWebhooks,
    kind: 'ValidatingWebhookConfiguration',
    plural: 'validatingwebhookconfigurations',
  },
  {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    kind: 'CustomResourceDefinition',
    plural: 'customresourcedefinitions',
    namespaced: false,
    ofCluster: true,
    // With their schemas they are most of what a small cluster holds.
    metadataOnly: true,
  },
];
