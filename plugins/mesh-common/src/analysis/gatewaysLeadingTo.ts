import { HTTPRoute } from '../delivery';
import { VirtualService } from '../delivery/VirtualService';
import { meshGateway, resolveGatewayName } from '../istio/routing/gatewayName';
import { resolveHost, serviceHost } from '../istio/routing/hostNames';
import { podsOfGateway } from '../istio/waypoint/WaypointGateway';
import { Pod } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { Evidence } from '../status/Evidence';
import { Workload } from '../status/Workload';
import { IstioGateway, namespaceOf } from './mesh/objects';
import { virtualServiceDestinations } from './mesh/virtualServiceDestinations';

/** A gateway that sends requests from outside on to a workload. */
export interface LeadingGateway {
  /** `namespace/name` of the Gateway. */
  name: string;
  /** The accounts that its pods run as. */
  accounts: { namespace: string; serviceAccount: string }[];
  /** The route by which it does. */
  route: Evidence;
}

/**
 * The gateways that routes of a workload's namespace, or of the mesh's root namespace, lead by to its Services. The pods of a
 * gateway of Istio are looked for in those namespaces and in that of the Gateway; one without pods there is left out, because
 * it is not known as whom it calls.
 */
export function gatewaysLeadingTo(
  view: ClusterView,
  workload: Workload,
): LeadingGateway[] {
  const namespace = workload.namespace.metadata.name;
  const found = [
    ...[...new Set([namespace, view.mesh.rootNamespace])].flatMap(from =>
      byVirtualServices(view, workload, from),
    ),
    ...byGatewayApi(view, workload),
  ].filter(({ accounts }) => accounts.length > 0);
  return [...new Map(found.map(one => [one.name, one])).values()];
}

function byVirtualServices(
  view: ClusterView,
  workload: Workload,
  from: string,
): LeadingGateway[] {
  const atGateways = view
    .list<VirtualService>('VirtualService', from)
    .filter(({ spec }) =>
      spec?.gateways?.some(gateway => gateway !== meshGateway),
    );
  if (atGateways.length === 0) {
    return [];
  }
  const hosts = workload.services.map(({ metadata: { name } }) =>
    serviceHost({ namespace: workload.namespace.metadata.name, name }),
  );
  return atGateways
    .filter(virtualService =>
      virtualServiceDestinations(virtualService).some(
        ({ destination: { host = '' }, mirrors }) =>
          !mirrors && hosts.includes(resolveHost(host, from)),
      ),
    )
    .flatMap(virtualService =>
      (virtualService.spec?.gateways ?? [])
        .filter(gateway => gateway !== meshGateway)
        .map(gateway => {
          const name = resolveGatewayName(gateway, from);
          return {
            name,
            accounts: accountsOf(istioPods(view, workload, name)),
            route: evidence(virtualService),
          };
        }),
    );
}

function istioPods(
  view: ClusterView,
  workload: Workload,
  fullName: string,
): Pod[] {
  const [namespace, name] = fullName.split('/');
  const gateway = view
    .list<IstioGateway>('Gateway', namespace)
    .find(
      ({ apiVersion, metadata }) =>
        apiVersion.startsWith('networking.istio.io/') && metadata.name === name,
    );
  const selector = gateway?.spec?.selector ?? {};
  return Object.keys(selector).length === 0
    ? []
    : [
        ...new Set([
          namespace,
          view.mesh.rootNamespace,
          workload.namespace.metadata.name,
        ]),
      ]
        .flatMap(at => view.list<Pod>('Pod', at))
        .filter(({ metadata }) =>
          matchesLabels({ matchLabels: selector }, metadata.labels),
        );
}

/** Routes whose parent is a Service are for calls within the mesh. */
function byGatewayApi(view: ClusterView, workload: Workload): LeadingGateway[] {
  const namespace = workload.namespace.metadata.name;
  const services = workload.services.map(({ metadata }) => metadata.name);
  return (['HTTPRoute', 'GRPCRoute'] as const)
    .flatMap(kind => view.list<GatewayApiRoute>(kind, namespace))
    .filter(({ spec }) =>
      (spec?.rules ?? []).some(({ backendRefs }) =>
        (backendRefs ?? []).some(
          ref =>
            (ref.kind ?? 'Service') === 'Service' &&
            (ref.namespace ?? namespace) === namespace &&
            services.includes(ref.name ?? ''),
        ),
      ),
    )
    .flatMap(route =>
      (route.spec?.parentRefs ?? [])
        .filter(({ kind }) => (kind ?? 'Gateway') === 'Gateway')
        .map(parent => {
          const of = {
            namespace: parent.namespace ?? namespace,
            name: parent.name ?? '',
          };
          return {
            name: `${of.namespace}/${of.name}`,
            accounts: accountsOf(podsOfGateway(view, of)),
            route: evidence(route),
          };
        }),
    );
}

type GatewayApiRoute = Omit<HTTPRoute, 'kind'> & {
  kind: 'HTTPRoute' | 'GRPCRoute';
};

function accountsOf(pods: readonly Pod[]): LeadingGateway['accounts'] {
  const accounts = pods.map(pod => ({
    namespace: namespaceOf(pod),
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
  }));
  return [
    ...new Map(
      accounts.map(one => [Object.values(one).join('/'), one]),
    ).values(),
  ];
}

function evidence({
  kind,
  metadata: { namespace, name },
}: VirtualService | GatewayApiRoute): Evidence {
  return { kind, namespace, name };
}
