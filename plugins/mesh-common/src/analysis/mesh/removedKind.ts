import { about, MeshRule } from './MeshRule';

const REMOVED = new Set(
  [
    'clusterrbacconfigs',
    'rbacconfigs',
    'servicerolebindings',
    'serviceroles',
  ].map(plural => `${plural}.rbac.istio.io`),
);

/**
 * A kind is still installed that Istio reads no more. Its objects look like rules, and nothing enforces them.
 *
 * Source: istio pkg/config/analysis/analyzers/deprecation/deprecation.go, `deprecatedCRDs`.
 */
export const removedKind: MeshRule = view =>
  view
    .listAll('CustomResourceDefinition')
    .filter(({ metadata }) => REMOVED.has(metadata.name))
    .map(definition => ({
      severity: 'warning',
      object: about(definition),
      message:
        'Istio removed this kind, and enforces nothing of what its objects say.',
      action:
        'Say the same with AuthorizationPolicies, then delete the CustomResourceDefinition.',
    }));
