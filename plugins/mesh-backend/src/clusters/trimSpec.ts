import {
  CalicoPolicy,
  CiliumPolicy,
  CiliumRule,
  CiliumRules,
  ClusterNetworkPolicy,
  KubernetesObject,
  Monitor,
  MonitorEndpoint,
} from '@onmesh/plugin-mesh-common';

/** What is in a list is not looked at, only that something is. */
const blanks = (list: readonly unknown[] | undefined) =>
  list?.slice(0, 1).map(() => ({}));

type Trim = (spec: object) => object;

/** What is kept of the `spec` of objects of which little is asked, mostly whom they are about. The rest may be long, and hold secrets. */
const trims: Partial<Record<string, Trim>> = {
  'networking.istio.io/EnvoyFilter': ({
    workloadSelector,
    targetRefs,
  }: Attached) => ({ workloadSelector, targetRefs }),
  'extensions.istio.io/WasmPlugin': ({
    selector,
    targetRef,
    targetRefs,
  }: Attached) => ({ selector, targetRef, targetRefs }),
  'cilium.io/CiliumNetworkPolicy': trimCilium,
  'cilium.io/CiliumClusterwideNetworkPolicy': trimCilium,
  'crd.projectcalico.org/NetworkPolicy': trimCalico,
  'crd.projectcalico.org/GlobalNetworkPolicy': trimCalico,
  'projectcalico.org/NetworkPolicy': trimCalico,
  'projectcalico.org/GlobalNetworkPolicy': trimCalico,
  'policy.networking.k8s.io/ClusterNetworkPolicy': ({
    subject,
    ingress,
    egress,
  }: NonNullable<ClusterNetworkPolicy['spec']>) => ({
    subject,
    ingress: blanks(ingress),
    egress: blanks(egress),
  }),
  'monitoring.coreos.com/ServiceMonitor': trimMonitor,
  'monitoring.coreos.com/PodMonitor': trimMonitor,
};

interface Attached {
  workloadSelector?: object;
  selector?: object;
  targetRef?: object;
  targetRefs?: object[];
}

interface WithSpec extends KubernetesObject {
  spec?: object;
  specs?: object[];
}

/** An object of those kinds with what is kept of it; undefined for other kinds. */
export function trimSpec(object: WithSpec): KubernetesObject | undefined {
  const { apiVersion, kind, metadata, spec, specs } = object;
  const trim = trims[`${apiVersion.split('/')[0]}/${kind}`];
  if (trim === undefined) {
    return undefined;
  }
  const kept: WithSpec = {
    apiVersion,
    kind,
    metadata,
    ...(spec && { spec: trim(spec) }),
    ...(specs && { specs: specs.map(trim) }),
  };
  return kept;
}

function trimCilium({
  endpointSelector,
  nodeSelector,
  ingress,
  ingressDeny,
  egress,
  egressDeny,
  enableDefaultDeny,
}: CiliumRules): NonNullable<CiliumPolicy['spec']> {
  return {
    endpointSelector,
    nodeSelector,
    ingress: ingress?.map(trimCiliumRule),
    ingressDeny: blanks(ingressDeny),
    egress: egress?.map(trimCiliumRule),
    egressDeny: blanks(egressDeny),
    enableDefaultDeny,
  };
}

/** The ports that it names, and that it names somebody. */
function trimCiliumRule({ toPorts, ...others }: CiliumRule): CiliumRule {
  return {
    ...Object.fromEntries(
      Object.entries(others).map(([key, value]) => [
        key,
        Array.isArray(value) ? blanks(value) : {},
      ]),
    ),
    toPorts: toPorts?.map(({ ports }) => ({
      ports: ports?.map(({ port, protocol, endPort }) => ({
        port,
        protocol,
        endPort,
      })),
    })),
  };
}

function trimCalico({
  ingress,
  egress,
  ...spec
}: NonNullable<CalicoPolicy['spec']>): NonNullable<CalicoPolicy['spec']> {
  const { selector, namespaceSelector, serviceAccountSelector, types } = spec;
  const { doNotTrack, preDNAT } = spec;
  return {
    selector,
    namespaceSelector,
    serviceAccountSelector,
    types,
    ingress: blanks(ingress),
    egress: blanks(egress),
    doNotTrack,
    preDNAT,
  };
}

/** Where it asks, and no credentials. */
function trimMonitor({
  selector,
  namespaceSelector,
  endpoints,
  podMetricsEndpoints,
}: NonNullable<Monitor['spec']>): NonNullable<Monitor['spec']> {
  return {
    selector,
    namespaceSelector,
    endpoints: endpoints?.map(trimEndpoint),
    podMetricsEndpoints: podMetricsEndpoints?.map(trimEndpoint),
  };
}

function trimEndpoint({
  port,
  targetPort,
  portNumber,
  path,
  scheme,
  relabelings,
}: MonitorEndpoint): MonitorEndpoint {
  return {
    port,
    targetPort,
    portNumber,
    path,
    scheme,
    relabelings: relabelings?.map(({ action, targetLabel }) => ({
      action,
      targetLabel,
    })),
  };
}
