import { VirtualService } from '../../delivery/VirtualService';
import { HostDestinationRule } from '../../istio/routing/DestinationRule';
import { resolveHost } from '../../istio/routing/hostNames';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { virtualServiceDestinations } from './virtualServiceDestinations';

/**
 * A VirtualService names a subset that no DestinationRule of the host has.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/destinationrules.go.
 */
export const subsetNotFound: MeshRule = view => {
  const subsets = new Set(
    view
      .listAll<HostDestinationRule>('DestinationRule')
      .flatMap(rule =>
        (rule.spec?.subsets ?? []).map(
          ({ name }) =>
            `${resolveHost(rule.spec?.host ?? '', namespaceOf(rule))} ${name}`,
        ),
      ),
  );
  return view.listAll<VirtualService>('VirtualService').flatMap(object =>
    virtualServiceDestinations(object).flatMap(
      ({ destination: { host = '', subset }, field, mirrors }) =>
        !subset ||
        subsets.has(`${resolveHost(host, namespaceOf(object))} ${subset}`)
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
