import { VirtualService } from '../../delivery/VirtualService';
import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import { mostSpecificHost, resolveHost } from '../../istio/routing/hostNames';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { virtualServiceDestinations } from './virtualServiceDestinations';

/**
 * A VirtualService names a subset that no DestinationRule of the host has.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/destinationrules.go.
 */
export const subsetNotFound: MeshRule = view => {
  const subsets = new Map<string, Set<string>>();
  for (const rule of view.listAll<HostDestinationRule>('DestinationRule')) {
    const host = resolveHost(rule.spec?.host ?? '', namespaceOf(rule));
    const names = subsets.get(host) ?? new Set();
    rule.spec?.subsets?.forEach(({ name }) => names.add(name));
    subsets.set(host, names);
  }
  // Rules for different hosts are not merged: the most specific one has all subsets or there are none.
  const hasSubset = (host: string, subset: string) =>
    subsets.get(mostSpecificHost(host, subsets.keys()) ?? '')?.has(subset);
  return view.listAll<VirtualService>('VirtualService').flatMap(object =>
    virtualServiceDestinations(object).flatMap(
      ({ destination: { host = '', subset }, field, mirrors }) =>
        !subset || hasSubset(resolveHost(host, namespaceOf(object)), subset)
          ? []
          : [
              {
                severity: 'error',
                object: about(object, `${field}.subset`),
                message: `No DestinationRule of ${host} has a subset ${subset}: ${
                  mirrors
                    ? 'copies of requests are lost'
                    : 'requests that take this route get 503'
                }.`,
                action:
                  'Add the subset to the DestinationRule of the host, or correct its name.',
              },
            ],
    ),
  );
};
