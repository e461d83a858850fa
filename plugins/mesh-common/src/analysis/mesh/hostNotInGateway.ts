import { hostsOverlap } from '../../istio/routing/hostNames';
import { GatewayReference, gatewayReferences } from './gatewayReference';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

/**
 * None of a VirtualService's hosts is one that its gateway listens to.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/gateways.go, `vsHostInGateway`.
 */
export const hostNotInGateway: MeshRule = view =>
  gatewayReferences(view)
    .filter(reference => !reference.isInternal && !isServed(reference))
    .map(({ virtualService, field, name }) => ({
      severity: 'warning',
      object: about(virtualService, field),
      message: `Gateway ${name} listens to none of the hosts ${(virtualService.spec?.hosts ?? []).join(', ')}, so requests to them get 404 there.`,
      action:
        'Add the host to a server of the Gateway, or correct the hosts of the VirtualService.',
    }));

function isServed(reference: GatewayReference): boolean {
  const wanted = reference.virtualService.spec?.hosts ?? [];
  return hostsOf(reference).some(served =>
    wanted.some(host => hostsOverlap(served, host)),
  );
}

/** The hosts that a gateway listens to for routes of the VirtualService's namespace. */
function hostsOf({
  virtualService,
  istio,
  kubernetes,
}: GatewayReference): string[] {
  if (istio) {
    return (istio.spec?.servers ?? [])
      .flatMap(({ hosts }) => hosts ?? [])
      .flatMap(host => {
        const slash = host.indexOf('/');
        const scope = slash < 0 ? '*' : host.slice(0, slash);
        const owner = scope === '.' ? namespaceOf(istio) : scope;
        return owner === '*' || owner === namespaceOf(virtualService)
          ? [host.slice(slash + 1)]
          : [];
      });
  }
  return (kubernetes?.spec?.listeners ?? []).map(
    ({ hostname }) => hostname || '*',
  );
}
