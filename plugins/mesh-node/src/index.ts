/**
 * What others may implement for Onmesh: Git hosts, clusters and metrics.
 *
 * @packageDocumentation
 */
export * from './clusters/ClusterReader';
export * from './clusters/DeliveryWriter';
export * from './clusters/testUtils/clusterReaderContract';
export * from './clusters/testUtils/deliveryWriterContract';
export * from './metrics/MetricsReader';
export * from './metrics/MetricsError';
export * from './scm';
