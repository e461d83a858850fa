export { matchHolds } from './matchHolds';
export { ruleForRequest, type RuleForRequest } from './ruleForRequest';
export { type RoutedRequest } from './RoutedRequest';
