/**
 * Backend of Onmesh: stores onboarding requests and opens GitOps pull requests.
 *
 * @packageDocumentation
 */
export { meshPlugin as default } from './plugin';
export {
  createMeshRequestConditionalDecision,
  meshRequestConditions,
} from './permissions/rules';
export {
  createMeshDeliveryConditionalDecision,
  meshDeliveryConditions,
} from './permissions/deliveryRules';
