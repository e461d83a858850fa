import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
} from '../AuthorizationPolicy';
import { AuthorizationMesh, EnforcementPoint } from '../AuthorizationRequest';

export const mesh: AuthorizationMesh = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
};

export const sidecar: EnforcementPoint = {
  kind: 'sidecar',
  namespace: 'payments',
  labels: { app: 'api' },
  ip: '10.1.0.9',
};

export const checkout = 'cluster.local/ns/payments/sa/checkout';

/** A policy in the namespace of the sidecar above. */
export function authorizationPolicy(
  name: string,
  spec?: AuthorizationPolicySpec,
  metadata: Partial<AuthorizationPolicy['metadata']> = {},
): AuthorizationPolicy {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: 'payments', ...metadata },
    spec,
  };
}

export const dryRun = { annotations: { 'istio.io/dry-run': 'true' } };
