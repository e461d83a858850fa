export * from './TlsQuestion';
export { clientTls, type ClientTls } from './clientTls';
export { assumedMtlsMode, clusterTls, type ClusterTls } from './clusterTls';
export { reachability, type Reachability } from './reachability';
export { serverFirstDelay } from './serverFirst';
export * from './tlsFromView';
