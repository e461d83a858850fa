import { VirtualService } from '../../delivery/VirtualService';
import { resolveHost } from '../../istio/routing/hostNames';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf } from './objects';

/**
 * A gateway sends requests to a host for which another VirtualService chooses subsets. That choice is for sidecars; the
 * gateway's requests do not follow it.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/destinationhosts.go, `analyzeSubset`.
 */
export const ingressMissesSubsets: MeshRule = view => {
  const objects = view.listAll<VirtualService>('VirtualService');
  const bySubset = objects.flatMap(object => {
    const hosts = (object.spec?.hosts ?? []).map(host =>
      resolveHost(host, namespaceOf(object)),
    );
    return httpDestinations(object)
      .filter(({ host, subset }) => subset && hosts.includes(host))
      .map(({ host }) => ({ host, owner: object }));
  });
  return objects
    .filter(({ spec }) => (spec?.gateways ?? []).length > 0)
    .flatMap(object =>
      httpDestinations(object)
        .filter(({ subset }) => !subset)
        .flatMap(({ host, field }) =>
          bySubset
            .filter(other => other.host === host)
            .map(({ owner }) => ({
              severity: 'warning' as const,
              object: about(object, field),
              message: `Requests that come in through the gateway do not follow the subsets that VirtualService ${fullName(owner)} chooses for ${host}.`,
              action: `Name the subsets here as well, or make the gateway one of those of ${fullName(owner)}.`,
            })),
        ),
    );
};

function httpDestinations(object: VirtualService) {
  return (object.spec?.http ?? []).flatMap(({ route = [] }, i) =>
    route.map(({ destination }, j) => ({
      host: resolveHost(destination?.host ?? '', namespaceOf(object)),
      subset: destination?.subset,
      field: `spec.http[${i}].route[${j}].destination`,
    })),
  );
}
