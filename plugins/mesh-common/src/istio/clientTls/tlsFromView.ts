import { Pod, Service } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { inboundBypass } from '../bypassedPorts';
import { PeerAuthentication } from '../PeerAuthentication';
import { HostDestinationRule } from '../routing/DestinationRule';
import { destinationRuleIndex } from '../routing/destinationRuleIndex';
import { serviceHost } from '../routing/hostNames';
import {
  TlsCaller,
  TlsDestination,
  TlsEndpoint,
  TlsMesh,
  WorkloadProxy,
} from './TlsQuestion';

/** A Service, with what tells whether it has an address. */
export interface AddressedService extends Service {
  spec?: NonNullable<Service['spec']> & { clusterIP?: string };
}

/**
 * What TLS between the workloads of a cluster depends on. Costs nothing to make; each question reads the namespaces that it
 * is about, and DestinationRules are merged once for each.
 *
 * @param settings - of the mesh config, where they are other than the view says
 */
export function tlsMeshOf(
  view: ClusterView,
  settings: { enableAutoMtls?: boolean; clusterDomain?: string } = {},
): TlsMesh {
  const { rootNamespace } = view.mesh;
  const { enableAutoMtls = view.mesh.enableAutoMtls, clusterDomain } = settings;
  return {
    rootNamespace,
    enableAutoMtls,
    destinationRules: destinationRuleIndex(
      namespace => view.list<HostDestinationRule>('DestinationRule', namespace),
      { rootNamespace, clusterDomain },
    ),
    peerAuthenticationsIn: namespace =>
      view.list<PeerAuthentication>('PeerAuthentication', namespace),
  };
}

/** A pod as a caller. */
export function tlsCallerOf(pod: Pod): TlsCaller {
  return {
    proxy: workloadProxyOf(pod),
    namespace: pod.metadata.namespace ?? '',
    labels: pod.metadata.labels,
    annotations: pod.metadata.annotations,
  };
}

/**
 * One port of a Service with the pods behind it. A pod that has no container port of the name that the Service leads to is
 * no endpoint.
 */
export function tlsDestinationOf(
  view: ClusterView,
  service: AddressedService,
  to: { port: number; subset?: string; clusterDomain?: string },
): TlsDestination {
  const { name, namespace = '' } = service.metadata;
  return {
    hostname: serviceHost({ namespace, name }, to.clusterDomain),
    namespace,
    port: to.port,
    ...(to.subset && { subset: to.subset }),
    headless: service.spec?.clusterIP === 'None',
    endpoints: endpointsOf(view, service, to.port),
  };
}

/** The Istio proxy that a pod has, by what runs in it. */
export function workloadProxyOf({ metadata, spec }: Pod): WorkloadProxy {
  const containers = [
    ...(spec?.containers ?? []),
    ...(spec?.initContainers ?? []),
  ];
  if (containers.some(({ name }) => name === 'istio-proxy')) {
    return 'sidecar';
  }
  return metadata.annotations?.['ambient.istio.io/redirection'] === 'enabled'
    ? 'ambient'
    : 'none';
}

function endpointsOf(
  view: ClusterView,
  service: AddressedService,
  port: number,
): TlsEndpoint[] {
  const { namespace = '' } = service.metadata;
  return tlsEndpointsOf(service, view.list<Pod>('Pod', namespace), port);
}

/** Those of some pods that one port of a Service leads to. */
export function tlsEndpointsOf(
  { spec }: Service,
  pods: readonly Pod[],
  port: number,
): TlsEndpoint[] {
  const selector = spec?.selector ?? {};
  const target =
    spec?.ports?.find(candidate => candidate.port === port)?.targetPort ?? port;
  // Without a selector, endpoints are kept by hand, and no pod follows from the Service.
  if (Object.keys(selector).length === 0) {
    return [];
  }
  return pods
    .filter(pod =>
      matchesLabels({ matchLabels: selector }, pod.metadata.labels),
    )
    .flatMap(pod => {
      const number =
        typeof target === 'number' ? target : namedPort(pod, target);
      return number === undefined ? [] : [endpointOf(pod, number)];
    });
}

function endpointOf(pod: Pod, port: number): TlsEndpoint {
  const { proxy, namespace, labels } = tlsCallerOf(pod);
  const bypassedBy =
    proxy === 'sidecar'
      ? inboundBypass(pod.metadata.annotations, port)
      : undefined;
  return {
    proxy,
    namespace,
    labels,
    port,
    ...(bypassedBy && { bypassedBy }),
  };
}

function namedPort({ spec }: Pod, name: string): number | undefined {
  return (spec?.containers ?? [])
    .flatMap(({ ports = [] }) => ports)
    .find(port => port.name === name)?.containerPort;
}
