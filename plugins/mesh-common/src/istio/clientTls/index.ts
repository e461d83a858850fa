export * from './TlsQuestion';
export { clientTls, type ClientTls } from './clientTls';
export { assumedMtlsMode, clusterTls, type ClusterTls } from './clusterTls';
export { reachability, type Reachability } from './reachability';
export { serverFirstDelay } from './serverFirst';
export * from './tlsFromView';
export { type MtlsVerdict } from './mtlsVerdict';
export * from './ScopeMtls';
export { meshMtls } from './meshMtls';
export { namespaceMtls, type NamespaceMtls } from './namespaceMtls';
export { workloadMtls } from './workloadMtls';
export { serviceMtls } from './serviceMtls';
export { type MtlsException } from './mtlsExceptions';
export { mtlsConflicts, type MtlsConflict } from './mtlsConflicts';
export {
  identityFields,
  identityRulesWithoutMtls,
  type IdentityRuleWithoutMtls,
} from './identityRules';
export { mtlsContext } from './mtlsContext';
export { endpointClasses } from './endpointClasses';
