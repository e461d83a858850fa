/**
 * The pure core of Onmesh: what a service mesh really does, computed from Kubernetes objects.
 *
 * @packageDocumentation
 */
export * from './kubernetes/KubernetesObject';
export * from './kubernetes/byAge';
export * from './kubernetes/labelSelector';
export * from './istio/PeerAuthentication';
export * from './istio/peerAuthenticationsFor';
export * from './istio/serverMtls';
export * from './istio/sidecarInjection';
export * from './istio/ambientEnrolment';
