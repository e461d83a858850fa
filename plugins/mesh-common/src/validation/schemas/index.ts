// Made by scripts/updateSchemas.mjs.
import { KindSchema } from '../structure/StructuralSchema';
import argoprojIoAnalysisTemplate from './argoproj.io_AnalysisTemplate.json';
import argoprojIoApplication from './argoproj.io_Application.json';
import argoprojIoClusterAnalysisTemplate from './argoproj.io_ClusterAnalysisTemplate.json';
import argoprojIoExperiment from './argoproj.io_Experiment.json';
import argoprojIoRollout from './argoproj.io_Rollout.json';
import extensionsIstioIoTrafficExtension from './extensions.istio.io_TrafficExtension.json';
import extensionsIstioIoWasmPlugin from './extensions.istio.io_WasmPlugin.json';
import flaggerAppCanary from './flagger.app_Canary.json';
import flaggerAppMetricTemplate from './flagger.app_MetricTemplate.json';
import gatewayNetworkingK8sIoGRPCRoute from './gateway.networking.k8s.io_GRPCRoute.json';
import gatewayNetworkingK8sIoGateway from './gateway.networking.k8s.io_Gateway.json';
import gatewayNetworkingK8sIoHTTPRoute from './gateway.networking.k8s.io_HTTPRoute.json';
import gatewayNetworkingK8sIoReferenceGrant from './gateway.networking.k8s.io_ReferenceGrant.json';
import linkerdIoServiceProfile from './linkerd.io_ServiceProfile.json';
import networkingIstioIoDestinationRule from './networking.istio.io_DestinationRule.json';
import networkingIstioIoEnvoyFilter from './networking.istio.io_EnvoyFilter.json';
import networkingIstioIoGateway from './networking.istio.io_Gateway.json';
import networkingIstioIoProxyConfig from './networking.istio.io_ProxyConfig.json';
import networkingIstioIoServiceEntry from './networking.istio.io_ServiceEntry.json';
import networkingIstioIoSidecar from './networking.istio.io_Sidecar.json';
import networkingIstioIoVirtualService from './networking.istio.io_VirtualService.json';
import networkingIstioIoWorkloadEntry from './networking.istio.io_WorkloadEntry.json';
import networkingIstioIoWorkloadGroup from './networking.istio.io_WorkloadGroup.json';
import policyLinkerdIoAuthorizationPolicy from './policy.linkerd.io_AuthorizationPolicy.json';
import policyLinkerdIoHTTPLocalRateLimitPolicy from './policy.linkerd.io_HTTPLocalRateLimitPolicy.json';
import policyLinkerdIoHTTPRoute from './policy.linkerd.io_HTTPRoute.json';
import policyLinkerdIoMeshTLSAuthentication from './policy.linkerd.io_MeshTLSAuthentication.json';
import policyLinkerdIoNetworkAuthentication from './policy.linkerd.io_NetworkAuthentication.json';
import policyLinkerdIoServer from './policy.linkerd.io_Server.json';
import policyLinkerdIoServerAuthorization from './policy.linkerd.io_ServerAuthorization.json';
import securityIstioIoAuthorizationPolicy from './security.istio.io_AuthorizationPolicy.json';
import securityIstioIoPeerAuthentication from './security.istio.io_PeerAuthentication.json';
import securityIstioIoRequestAuthentication from './security.istio.io_RequestAuthentication.json';
import telemetryIstioIoTelemetry from './telemetry.istio.io_Telemetry.json';

/** The schemas of the kinds that are validated. */
export const schemas: readonly KindSchema[] = [
  argoprojIoAnalysisTemplate,
  argoprojIoApplication,
  argoprojIoClusterAnalysisTemplate,
  argoprojIoExperiment,
  argoprojIoRollout,
  extensionsIstioIoTrafficExtension,
  extensionsIstioIoWasmPlugin,
  flaggerAppCanary,
  flaggerAppMetricTemplate,
  gatewayNetworkingK8sIoGRPCRoute,
  gatewayNetworkingK8sIoGateway,
  gatewayNetworkingK8sIoHTTPRoute,
  gatewayNetworkingK8sIoReferenceGrant,
  linkerdIoServiceProfile,
  networkingIstioIoDestinationRule,
  networkingIstioIoEnvoyFilter,
  networkingIstioIoGateway,
  networkingIstioIoProxyConfig,
  networkingIstioIoServiceEntry,
  networkingIstioIoSidecar,
  networkingIstioIoVirtualService,
  networkingIstioIoWorkloadEntry,
  networkingIstioIoWorkloadGroup,
  policyLinkerdIoAuthorizationPolicy,
  policyLinkerdIoHTTPLocalRateLimitPolicy,
  policyLinkerdIoHTTPRoute,
  policyLinkerdIoMeshTLSAuthentication,
  policyLinkerdIoNetworkAuthentication,
  policyLinkerdIoServer,
  policyLinkerdIoServerAuthorization,
  securityIstioIoAuthorizationPolicy,
  securityIstioIoPeerAuthentication,
  securityIstioIoRequestAuthentication,
  telemetryIstioIoTelemetry,
];
