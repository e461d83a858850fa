export * from './AuthorizationPolicy';
export * from './AuthorizationRequest';
export * from './AuthorizationDecision';
export { authorizer, decide, type AuthorizationSetup } from './decide';
export { attaches, authorizationPoliciesFor } from './policiesFor';
export { isDryRun } from './isDryRun';
export { normalizePath, type PathNormalization } from './normalizePath';
export { describeRule } from './describeRule';
export * from './whoMayCall';
