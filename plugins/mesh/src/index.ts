/**
 * The screens of Onmesh: mesh status, onboarding and approvals per catalog entity.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { meshApiRef } from './api/MeshApi';
export type { MeshApi, RequestFilter } from './api/MeshApi';
export { MeshClient } from './api/MeshClient';
export { isMeshAvailable } from './filters';
export {
  approvalsRouteRef,
  entityMeshRouteRef,
  onboardRouteRef,
  requestRouteRef,
  requestsRouteRef,
  rootRouteRef,
} from './routes';
