import { ClusterView } from '../../view/ClusterView';
import {
  EnvoyFilterPatch,
  envoyFilterPatches,
  replaceableTargets,
  routeTargets,
} from './envoyFilterPatches';
import { about, MeshFinding, MeshRule } from './MeshRule';

function ignored(
  view: ClusterView,
  operation: string,
  isIgnored: (patch: EnvoyFilterPatch) => boolean,
  action: string,
): MeshFinding[] {
  return envoyFilterPatches(view)
    .filter(patch => patch.operation === operation && isIgnored(patch))
    .map(({ object, field, applyTo }) => ({
      severity: 'error',
      object: about(object, field),
      message: `${operation} does nothing to ${applyTo}.`,
      action,
    }));
}

/**
 * An EnvoyFilter adds a route, which Istio does not do.
 *
 * Source: istio pkg/config/analysis/analyzers/envoyfilter/envoyfilter.go.
 */
export const addIgnored: MeshRule = view =>
  ignored(
    view,
    'ADD',
    ({ applyTo }) => routeTargets.includes(applyTo),
    'Use MERGE to change what is there, or a VirtualService to add routes.',
  );

/** An EnvoyFilter removes a route, which Istio does not do. Source: as {@link addIgnored}. */
export const removeIgnored: MeshRule = view =>
  ignored(
    view,
    'REMOVE',
    ({ applyTo }) => routeTargets.includes(applyTo),
    'Use MERGE to change what is there.',
  );

/** An EnvoyFilter replaces what cannot be replaced. Source: as {@link addIgnored}. */
export const replaceIgnored: MeshRule = view =>
  ignored(
    view,
    'REPLACE',
    ({ applyTo }) => !replaceableTargets.includes(applyTo),
    `Use MERGE; only ${replaceableTargets.join(', ')} can be replaced.`,
  );
