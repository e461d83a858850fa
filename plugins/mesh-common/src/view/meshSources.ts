import { Kind } from '../kubernetes/kinds';
import { ReadScope } from '../kubernetes/readScopes';

/** Of Istio's injection webhooks there is one for each control plane and one for each revision tag. */
export const injectionWebhooks: Kind = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'MutatingWebhookConfiguration',
  plural: 'mutatingwebhookconfigurations',
  namespaced: false,
  ofCluster: true,
};

const configMaps: Kind = {
  group: '',
  version: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  namespaced: true,
};

/** Where a cluster says what its mesh is like, for `discoverMesh`. Without it Istio's defaults hold. */
export function meshSources(rootNamespace: string): ReadScope[] {
  return [
    {
      kind: injectionWebhooks,
      selector: { labelSelector: 'app=sidecar-injector' },
    },
    { kind: configMaps, namespace: rootNamespace },
  ];
}

/** Whether a kind is read for the settings of the mesh, and not for the view. */
export function isAboutTheMesh(kind: Kind): boolean {
  return kind === injectionWebhooks || kind === configMaps;
}
