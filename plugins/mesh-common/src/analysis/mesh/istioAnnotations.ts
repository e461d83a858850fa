/** What Istio says of one of its annotations. */
export interface IstioAnnotation {
  /** The kinds that it does something on; `any` when it does on all. */
  on: readonly string[];
  maturity: 'alpha' | 'beta' | 'stable';
  /** Set once it is going to go, with what to use in its place where there is something. */
  deprecated?: { instead?: string };
}

const alpha = (...on: string[]): IstioAnnotation => ({ on, maturity: 'alpha' });
const beta = (...on: string[]): IstioAnnotation => ({ on, maturity: 'beta' });
const stable = (...on: string[]): IstioAnnotation => ({
  on,
  maturity: 'stable',
});
const deprecated = (
  annotation: IstioAnnotation,
  instead?: string,
): IstioAnnotation => ({ ...annotation, deprecated: { instead } });

const matcher = 'proxyStatsMatcher in the annotation proxy.istio.io/config';

/**
 * Every annotation of Istio 1.31, and the one of Kubernetes that it documents. What upstream gives no maturity counts as alpha
 * there.
 *
 * Source: istio/api annotation/annotations.yaml.
 */
export const istioAnnotations: Readonly<Record<string, IstioAnnotation>> = {
  'alpha.istio.io/canonical-serviceaccounts': deprecated(alpha('Service')),
  'alpha.istio.io/kubernetes-serviceaccounts': deprecated(alpha('Service')),
  'ambient.istio.io/bypass-inbound-capture': alpha('Pod'),
  'ambient.istio.io/dns-capture': alpha('Pod'),
  'ambient.istio.io/redirection': beta('Pod'),
  'ambient.istio.io/waypoint-inbound-binding': alpha('GatewayClass', 'Gateway'),
  'galley.istio.io/analyze-suppress': alpha('any'),
  'gateway.istio.io/controller-version': alpha('any'),
  'gateway.istio.io/name-override': alpha('Gateway'),
  'gateway.istio.io/service-account': alpha('Gateway'),
  'inject.istio.io/templates': alpha('Pod'),
  'istio.io/autoRegistrationGroup': alpha('WorkloadEntry'),
  'istio.io/connectedAt': alpha('WorkloadEntry'),
  'istio.io/disconnectedAt': alpha('WorkloadEntry'),
  'istio.io/dry-run': alpha('AuthorizationPolicy'),
  'istio.io/reroute-virtual-interfaces': alpha('Pod'),
  'istio.io/rev': alpha('Pod'),
  'istio.io/use-waypoint-canary-weight': alpha(
    'Service',
    'ServiceEntry',
    'Namespace',
  ),
  'istio.io/workloadController': alpha('WorkloadEntry'),
  'kubernetes.io/ingress.class': stable('Ingress'),
  'networking.istio.io/exportTo': alpha('Service'),
  'networking.istio.io/service-type': alpha('Gateway'),
  'networking.istio.io/traffic-distribution': alpha(
    'Namespace',
    'Service',
    'ServiceEntry',
  ),
  'prometheus.istio.io/merge-metrics': alpha('Pod'),
  'proxy.istio.io/config': beta('Pod'),
  'proxy.istio.io/overrides': alpha('Pod'),
  'readiness.status.sidecar.istio.io/applicationPorts': alpha('Pod'),
  'readiness.status.sidecar.istio.io/failureThreshold': alpha('Pod'),
  'readiness.status.sidecar.istio.io/initialDelaySeconds': alpha('Pod'),
  'readiness.status.sidecar.istio.io/periodSeconds': alpha('Pod'),
  'sidecar.istio.io/agentLogLevel': alpha('Pod'),
  'sidecar.istio.io/bootstrapOverride': alpha('Pod'),
  'sidecar.istio.io/componentLogLevel': alpha('Pod'),
  'sidecar.istio.io/discoveryAddress': deprecated(
    alpha('Pod'),
    'discoveryAddress in the annotation proxy.istio.io/config',
  ),
  'sidecar.istio.io/extraStatTags': deprecated(
    alpha('Pod'),
    'a Telemetry with tagOverrides',
  ),
  'sidecar.istio.io/inject': deprecated(
    beta('Pod'),
    'the label sidecar.istio.io/inject',
  ),
  'sidecar.istio.io/interceptionMode': alpha('Pod'),
  'sidecar.istio.io/logLevel': alpha('Pod'),
  'sidecar.istio.io/nativeSidecar': alpha('Pod'),
  'sidecar.istio.io/proxyCPU': alpha('Pod'),
  'sidecar.istio.io/proxyCPULimit': alpha('Pod'),
  'sidecar.istio.io/proxyImage': alpha('Pod'),
  'sidecar.istio.io/proxyImageType': alpha('Pod'),
  'sidecar.istio.io/proxyMemory': alpha('Pod'),
  'sidecar.istio.io/proxyMemoryLimit': alpha('Pod'),
  'sidecar.istio.io/rewriteAppHTTPProbers': alpha('Pod'),
  'sidecar.istio.io/statsCompression': deprecated(alpha('Pod')),
  'sidecar.istio.io/statsEvictionInterval': alpha('Pod'),
  'sidecar.istio.io/statsFlushInterval': alpha('Pod'),
  'sidecar.istio.io/statsHistogramBins': alpha('Pod'),
  'sidecar.istio.io/statsHistogramBuckets': alpha('Pod'),
  'sidecar.istio.io/statsInclusionPrefixes': deprecated(alpha('Pod'), matcher),
  'sidecar.istio.io/statsInclusionRegexps': deprecated(alpha('Pod'), matcher),
  'sidecar.istio.io/statsInclusionSuffixes': deprecated(alpha('Pod'), matcher),
  'sidecar.istio.io/status': alpha('Pod'),
  'sidecar.istio.io/userVolume': alpha('Pod'),
  'sidecar.istio.io/userVolumeMount': alpha('Pod'),
  'status.sidecar.istio.io/port': alpha('Pod'),
  'topology.istio.io/controlPlaneClusters': alpha('Namespace'),
  'traffic.istio.io/nodeSelector': stable('Service'),
  'traffic.sidecar.istio.io/excludeInboundPorts': alpha('Pod'),
  'traffic.sidecar.istio.io/excludeInterfaces': alpha('Pod'),
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': alpha('Pod'),
  'traffic.sidecar.istio.io/excludeOutboundPorts': alpha('Pod'),
  'traffic.sidecar.istio.io/includeInboundPorts': alpha('Pod'),
  'traffic.sidecar.istio.io/includeOutboundIPRanges': alpha('Pod'),
  'traffic.sidecar.istio.io/includeOutboundPorts': alpha('Pod'),
  'traffic.sidecar.istio.io/kubevirtInterfaces': deprecated(
    alpha('Pod'),
    'istio.io/reroute-virtual-interfaces',
  ),
};
