import { groupBy } from '../../groupBy';
import { ClusterView } from '../../view/ClusterView';
import {
  EnvoyFilterPatch,
  envoyFilterPatches,
  replaceableTargets,
  routeTargets,
} from './envoyFilterPatches';
import { about, MeshFinding, MeshRule } from './MeshRule';

/** Whether what comes of it hangs on which patches came before. */
function isRelative({ operation, applyTo }: EnvoyFilterPatch): boolean {
  switch (operation) {
    case 'INSERT_BEFORE':
    case 'INSERT_AFTER':
      return true;
    case 'REMOVE':
      return !routeTargets.includes(applyTo);
    case 'REPLACE':
      return replaceableTargets.includes(applyTo);
    default:
      return false;
  }
}

/** Relative patches of EnvoyFilters without a priority, once for each object. */
function withoutPriority(
  view: ClusterView,
  isWanted: (patch: EnvoyFilterPatch) => boolean,
  why: string,
): MeshFinding[] {
  const patches = envoyFilterPatches(view).filter(
    patch =>
      !patch.object.spec?.priority && isRelative(patch) && isWanted(patch),
  );
  return [...groupBy(patches, ({ object }) => object).values()].map(
    ([{ object, field, operation }]) => ({
      severity: 'warning',
      object: about(object, field),
      message: `What ${operation} leads to hangs on which other EnvoyFilters come before, and no priority says which: ${why}.`,
      action: 'Set spec.priority: lower ones go first.',
    }),
  );
}

/** Whether another patch for the same filter is for proxies of certain versions. */
function isForSomeVersions(view: ClusterView, patch: EnvoyFilterPatch) {
  return (
    patch.name !== undefined &&
    envoyFilterPatches(view).some(
      other =>
        other !== patch && other.hasProxyVersion && other.name === patch.name,
    )
  );
}

/**
 * What an EnvoyFilter does hangs on the order of all of them.
 *
 * Source: istio pkg/config/analysis/analyzers/envoyfilter/envoyfilter.go.
 */
export const patchOrderUnclear: MeshRule = view =>
  withoutPriority(
    view,
    patch => !isForSomeVersions(view, patch),
    'the older go first',
  );

/** The same, and proxies of different versions see different ones. Source: as {@link patchOrderUnclear}. */
export const patchOrderDiffersByVersion: MeshRule = view =>
  withoutPriority(
    view,
    patch => isForSomeVersions(view, patch),
    'another patch of the same filter is only for some versions of the proxy, so proxies differ',
  );
