import { VirtualService } from '../../delivery/VirtualService';
import { Service } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { ViewIndex } from '../../view/ViewIndex';
import { HostDestinationRule } from './DestinationRule';
import { HostLookup } from './destinationBehaviour';
import { destinationRuleIndex } from './destinationRuleIndex';
import {
  EffectiveVirtualService,
  effectiveVirtualServices,
} from './effectiveVirtualServices';
import { defaultClusterDomain, isWildcardHost } from './hostNames';
import { RoutingMesh } from './hostRoutes';

type RoutingOf = (hostname: string) => RoutingMesh;

/**
 * Any namespace may route any host. Every spelling of a Service begins with its name, so only hosts that do, or wildcards
 * (`*`), can be about it; and whatever has no host (``) may be a delegate of those.
 */
const virtualServicesByLabel: ViewIndex<VirtualService> = {
  kinds: ['VirtualService'],
  keysOf: ({ spec }) => {
    const hosts = spec?.hosts ?? [];
    return hosts.length === 0
      ? ['']
      : hosts.map(host => (isWildcardHost(host) ? '*' : firstLabel(host)));
  },
};

const known = new WeakMap<ClusterView, RoutingOf>();

/**
 * What routes to one host of a cluster depend on. When a view is first asked, its VirtualServices are sorted by host; the
 * rest is made when a question needs it, and kept.
 *
 * @param hostname - full name of a Kubernetes Service
 */
export function routingMeshOf(
  view: ClusterView,
  hostname: string,
): RoutingMesh {
  const routingOf = known.get(view) ?? makeRouting(view);
  known.set(view, routingOf);
  return routingOf(hostname);
}

function makeRouting(view: ClusterView): RoutingOf {
  const virtualServices = aboutHost(view);
  const common = {
    destinationRules: destinationRuleIndex(
      namespace => view.list<HostDestinationRule>('DestinationRule', namespace),
      { rootNamespace: view.mesh.rootNamespace },
    ),
    lookup: serviceLookup(view),
    defaultRetries: view.mesh.defaultHttpRetryPolicy,
  };
  return hostname => ({
    ...common,
    virtualServices: virtualServices(hostname),
  });
}

/**
 * Services by the names that they have in the cluster. Other hosts come from ServiceEntries, which are not read, so of those
 * nothing can be told; nor of a namespace of which nothing is known.
 */
function serviceLookup(view: ClusterView): HostLookup {
  const suffix = `.svc.${defaultClusterDomain}`;
  return hostname => {
    const [name, namespace, ...rest] = hostname.endsWith(suffix)
      ? hostname.slice(0, -suffix.length).split('.')
      : [];
    if (
      namespace === undefined ||
      rest.length > 0 ||
      view.unreadable('Service')
    ) {
      return undefined;
    }
    const service = view.get<Service>('Service', namespace, name);
    if (service) {
      const ports = (service.spec?.ports ?? []).map(({ port }) => port);
      return { namespace, ports };
    }
    const isKnown =
      view.list<Service>('Service', namespace).length > 0 ||
      view.get('Namespace', '', namespace) !== undefined;
    return isKnown ? null : undefined;
  };
}

function aboutHost(
  view: ClusterView,
): (hostname: string) => readonly EffectiveVirtualService[] {
  const made = new Map<string, readonly EffectiveVirtualService[]>();
  return hostname => {
    const label = firstLabel(hostname);
    const found =
      made.get(label) ??
      effectiveVirtualServices([
        ...new Set(
          [label, '*', ''].flatMap(key =>
            view.byIndex(virtualServicesByLabel, key),
          ),
        ),
      ]);
    made.set(label, found);
    return found;
  };
}

function firstLabel(host: string): string {
  return host.toLowerCase().split('.')[0];
}
