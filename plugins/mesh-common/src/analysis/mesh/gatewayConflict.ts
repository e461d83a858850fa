import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { fullName, IstioGateway, istioGateways, IstioServer } from './objects';
import { allPods } from './podLabels';

/**
 * Two Gateways have the same pods listen for the same hosts on the same port. Only one of them is in force.
 *
 * Source: istio pkg/config/analysis/analyzers/gateway/conflictinggateway.go; pilot/pkg/model/gateway.go,
 * `CheckDuplicates`.
 */
export const gatewayConflict: MeshRule = view => {
  const gateways = istioGateways(view);
  return gateways.flatMap(gateway => {
    const others = gateways.filter(
      other => other !== gateway && sharePods(view, gateway, other),
    );
    return (gateway.spec?.servers ?? []).flatMap((server, i) => {
      const rivals = others.filter(({ spec }) =>
        spec?.servers?.some(other => conflict(server, other)),
      );
      return rivals.length === 0
        ? []
        : [
            {
              severity: 'error' as const,
              object: about(gateway, `spec.servers[${i}]`),
              message: `${rivals.map(fullName).sort().join(', ')} ${rivals.length > 1 ? 'have' : 'has'} the same pods listen on port ${server.port?.number} for the same hosts (${(server.hosts ?? []).join(', ')}). Only one is in force.`,
              action: 'Merge the servers, or give each its own hosts.',
            },
          ];
    });
  });
};

function sharePods(
  view: ClusterView,
  a: IstioGateway,
  b: IstioGateway,
): boolean {
  const [one, two] = [a.spec?.selector ?? {}, b.spec?.selector ?? {}];
  if (isSame(one, two)) {
    return true;
  }
  // Unrelated selectors could meet in a pod as well, but hardly ever do.
  return (
    (matchesLabels({ matchLabels: one }, two) ||
      matchesLabels({ matchLabels: two }, one)) &&
    allPods(view).some(
      ({ labels }) =>
        matchesLabels({ matchLabels: one }, labels) &&
        matchesLabels({ matchLabels: two }, labels),
    )
  );
}

function isSame(a: Record<string, string>, b: Record<string, string>) {
  return (
    Object.keys(a).length === Object.keys(b).length &&
    matchesLabels({ matchLabels: a }, b)
  );
}

function conflict(a: IstioServer, b: IstioServer): boolean {
  return (
    a.port?.number !== undefined &&
    a.port.number === b.port?.number &&
    (a.bind ?? '') === (b.bind ?? '') &&
    hostsOf(a).some(host => hostsOf(b).includes(host))
  );
}

// Names of hosts are the same in any case.
function hostsOf({ hosts = [] }: IstioServer): string[] {
  return hosts.map(host => host.toLowerCase());
}
