export * from './DestinationRule';
export * from './destinationRuleIndex';
export * from './hostNames';
export {
  mergeDestinationRules,
  type MergedDestinationRule,
} from './mergeDestinationRules';
export { portTrafficPolicy, subsetTrafficPolicy } from './trafficPolicy';
