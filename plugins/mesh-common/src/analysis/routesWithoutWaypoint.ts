import { VirtualService } from '../delivery/VirtualService';
import { meshGateway } from '../istio/routing/gatewayName';
import { HostDestinationRule } from '../istio/routing/DestinationRule';
import { resolveHost, serviceHost } from '../istio/routing/hostNames';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { Rule } from './Rule';

interface MeshRoute extends KubernetesObject {
  spec?: { parentRefs?: { kind?: string; name?: string }[] };
}

/**
 * What routes or limits calls to a Service of a workload in ambient that has no waypoint. ztunnel knows connections and nothing
 * of it, so only callers with a sidecar follow it.
 *
 * Source: Istio's documentation of waypoint proxies.
 */
export const routesWithoutWaypoint: Rule = ({ view, workload, status }) => {
  if (status.mesh !== 'istio-ambient') {
    return [];
  }
  const namespace = workload.namespace.metadata.name;
  const without = workload.services
    .map(({ metadata }) => metadata.name)
    .filter(
      name =>
        !status.waypoints?.some(
          ({ service, state }) =>
            service === name && (state === 'bound' || state === 'unknown'),
        ),
    );
  const hosts = without.map(name => serviceHost({ namespace, name }));
  const isAbout = (host: string) =>
    hosts.includes(resolveHost(host, namespace));
  const found: KubernetesObject[] = [
    ...view
      .list<VirtualService>('VirtualService', namespace)
      .filter(
        ({ spec }) =>
          (spec?.gateways ?? [meshGateway]).includes(meshGateway) &&
          (spec?.hosts ?? []).some(isAbout),
      ),
    ...view
      .list<HostDestinationRule>('DestinationRule', namespace)
      .filter(({ spec }) => isAbout(spec?.host ?? '')),
    ...(['HTTPRoute', 'GRPCRoute'] as const).flatMap(kind =>
      view
        .list<MeshRoute>(kind, namespace)
        .filter(({ spec }) =>
          (spec?.parentRefs ?? []).some(
            parent =>
              parent.kind === 'Service' && without.includes(parent.name ?? ''),
          ),
        ),
    ),
  ];
  return found.map(({ kind, metadata: { name } }) => ({
    severity: 'warning',
    object: { kind, namespace, name },
    message: `Callers in ambient do not follow ${kind} ${namespace}/${name}: its Service has no waypoint, and ztunnel knows connections only.`,
    action: 'Give the Service a waypoint, if they are to follow it.',
  }));
};
