/**
 * The pure core of Onmesh: what a service mesh really does, computed from Kubernetes objects, and what it takes to change that.
 *
 * @packageDocumentation
 */
export * from './kubernetes/KubernetesObject';
export * from './kubernetes/Job';
export type { Monitor, MonitorEndpoint } from './kubernetes/Monitor';
export * from './kubernetes/Node';
export * from './kubernetes/analysisKinds';
export * from './kubernetes/kinds';
export type {
  CalicoPolicy,
  CiliumPolicy,
  CiliumRule,
  CiliumRules,
  ClusterNetworkPolicy,
} from './kubernetes/networkPolicy';
export * from './kubernetes/parseManifests';
export * from './kubernetes/readScopes';
export * from './kubernetes/byAge';
export * from './kubernetes/labelSelector';
export * from './kubernetes/parseLabelSelector';
export * from './view/ClusterView';
export * from './view/discoverMesh';
export * from './view/injectorSettings';
export * from './view/meshSources';
export * from './istio/PeerAuthentication';
export * from './istio/peerAuthenticationsFor';
export * from './istio/serverMtls';
export * from './istio/sidecarInjection';
export * from './istio/ambientEnrolment';
export * from './istio/checkInjection';
export * from './istio/expectedDataPlane';
export * from './istio/authorization';
export * from './istio/ztunnelMtls';
export * from './istio/waypoint';
export * from './istio/inboundConnection';
export * from './istio/clientTls';
export * from './istio/routing';
export * from './delivery';
export * from './observed';
export * from './status/Evidence';
export * from './status/Finding';
export * from './status/ObservedTraffic';
export * from './status/policyCounters';
export * from './status/Target';
export * from './status/TargetStatus';
export * from './status/TargetSummary';
export * from './status/targetParts';
export * from './status/targetWaypoints';
export * from './status/Workload';
export * from './status/versionedService';
export * from './status/findTargets';
export * from './status/evaluateTarget';
export * from './status/FleetSummaries';
export * from './status/decideForTarget';
export * from './status/describeShares';
export * from './status/routeRequest';
export * from './analysis/bySeverity';
export * from './analysis/suppress';
export * from './analysis/mesh/meshFindings';
export { type MeshFinding, type MeshRule } from './analysis/mesh/MeshRule';
export { istioRulesOnRequest } from './analysis/mesh/istioRules';
export * from './analysis/mesh/servicesDiffer';
export * from './profile/Profile';
export * from './profile/installationSchema';
export * from './profile/profileJsonSchema';
export * from './profile/nextProfile';
export * from './profile/profileYaml';
export * from './profile/suggestProfile';
export * from './plan/describeProtocol';
export * from './plan/Plan';
export * from './plan/gates';
export { withoutPatches } from './plan/kustomizations';
export * from './plan/notYetApplied';
export * from './plan/PlanError';
export * from './plan/planFingerprint';
export * from './plan/planStages';
export * from './manifests/installation/renderInstallation';
export * from './manifests/pathTemplate';
export * from './request/OnboardingRequest';
export * from './request/takeBack';
export * from './request/transitions';
export * from './request/unknownGates';
export * from './api/ClusterHealth';
export * from './api/DecisionResponse';
export * from './api/deliveryRef';
export * from './api/DeliveryResponse';
export * from './api/FleetResponse';
export * from './api/GatesResponse';
export * from './api/permissions';
export * from './api/PlanResponse';
export * from './api/RequestResponse';
export * from './api/statusChannel';
export * from './api/StatusResponse';
export * from './api/SuggestionsResponse';
