import {
  RouteDestination,
  VirtualService,
} from '../../delivery/VirtualService';
import { resolveHost } from '../../istio/routing/hostNames';
import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/** A route has one destination several times. Their weights add up, which is seldom what is meant. */
export const repeatedDestination: MeshRule = view =>
  view.listAll<VirtualService>('VirtualService').flatMap(object =>
    (['http', 'tcp', 'tls'] as const).flatMap(protocol =>
      (object.spec?.[protocol] ?? []).flatMap(({ route = [] }, i) =>
        [
          ...groupBy(
            route.map((destination, index) => ({ destination, index })),
            ({ destination }) => nameOf(destination, namespaceOf(object)),
          ),
        ]
          .filter(([, same]) => same.length > 1)
          .flatMap(([name, same]) =>
            same.map(({ index }) => ({
              severity: 'warning' as const,
              object: about(object, `spec.${protocol}[${i}].route[${index}]`),
              message: `The route has ${name} ${same.length} times; the weights add up.`,
              action: 'Name each destination once.',
            })),
          ),
      ),
    ),
  );

function nameOf({ destination = {} }: RouteDestination, namespace: string) {
  const { host = '', subset, port } = destination;
  return [
    resolveHost(host, namespace),
    ...(port?.number === undefined ? [] : [`port ${port.number}`]),
    ...(subset ? [`subset ${subset}`] : []),
  ].join(', ');
}
