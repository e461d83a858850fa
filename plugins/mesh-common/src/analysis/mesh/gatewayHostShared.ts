import { VirtualService } from '../../delivery/VirtualService';
import { resolveHost } from '../../istio/routing/hostNames';
import { gatewayReferences } from './gatewayReference';
import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf } from './objects';

/**
 * Several VirtualServices give a gateway routes for one host. There they are merged, the oldest first, so one that matches
 * everything hides what the younger ones say.
 *
 * Source: istio pilot/pkg/networking/core/gateway.go, `buildGatewayHTTPRouteConfig`.
 */
export const gatewayHostShared: MeshRule = view => {
  const claims = gatewayReferences(view).flatMap(({ virtualService, name }) =>
    (virtualService.spec?.hosts ?? []).map(host => ({
      object: virtualService,
      gateway: name,
      host: resolveHost(host, namespaceOf(virtualService)),
    })),
  );
  const reported = new Set<VirtualService>();
  return [
    ...groupBy(claims, ({ gateway, host }) => `${gateway} ${host}`).values(),
  ].flatMap(same => {
    const names = [...new Set(same.map(({ object }) => fullName(object)))];
    return names.length < 2
      ? []
      : same
          .filter(({ object }) => !reported.has(object) && reported.add(object))
          .map(({ object, gateway, host }) => ({
            severity: 'warning' as const,
            object: about(object, 'spec.hosts'),
            message: `${names.sort().join(' and ')} have the host ${host} at Gateway ${gateway}. Their routes are tried one object after the other, the oldest first.`,
            action:
              'Move the routes of a host into one VirtualService, so that their order is written down.',
          }));
  });
};
