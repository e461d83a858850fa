export * from './DestinationRule';
export * from './appliedRoutes';
export * from './destinationBehaviour';
export * from './destinationRuleIndex';
export * from './describeRoute';
export * from './effectiveRetries';
export * from './effectiveVirtualServices';
export * from './GatewayApiRule';
export * from './gatewayApi';
export { gatewayApiRoutes, type GatewayApiContext } from './gatewayApiRoutes';
export * from './gatewayName';
export * from './gatewayVirtualHosts';
export * from './hostNames';
export * from './hostRoutes';
export * from './meshVirtualHosts';
export * from './routingFromView';
export * from './virtualHostDomains';
export * from './visibleVirtualServices';
export { mergeDelegate } from './delegation';
export {
  mergeDestinationRules,
  type MergedDestinationRule,
} from './mergeDestinationRules';
export { portTrafficPolicy, subsetTrafficPolicy } from './trafficPolicy';
