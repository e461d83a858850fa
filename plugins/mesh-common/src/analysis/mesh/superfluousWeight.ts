import { VirtualService } from '../../delivery/VirtualService';
import { about, MeshRule } from './MeshRule';

/** A route with one destination has a weight. All requests go there anyway, whatever it says. */
export const superfluousWeight: MeshRule = view =>
  view.listAll<VirtualService>('VirtualService').flatMap(object =>
    (['http', 'tcp', 'tls'] as const).flatMap(protocol =>
      (object.spec?.[protocol] ?? []).flatMap(({ route = [] }, i) =>
        route.length === 1 &&
        route[0].weight !== undefined &&
        route[0].weight !== 100
          ? [
              {
                severity: 'warning' as const,
                object: about(object, `spec.${protocol}[${i}].route[0].weight`),
                message: `It is the only destination of its route, so it gets all requests and not ${route[0].weight} %.`,
                action: 'Delete the weight, or add the other destination.',
              },
            ]
          : [],
      ),
    ),
  );
