import { matchesLabels } from '../../kubernetes/labelSelector';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
  PolicyTargetReference,
} from './AuthorizationPolicy';
import { AuthorizationMesh, EnforcementPoint } from './AuthorizationRequest';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const WAYPOINT_CLASS = 'istio-waypoint';

type AttachmentMesh = Pick<
  AuthorizationMesh,
  'rootNamespace' | 'selectorBasedK8sGatewayPolicy'
>;

/**
 * The policies that a proxy reads: those of the root namespace, of its own and of the services it stands for, as far as
 * they attach. In that order, by name within a namespace.
 *
 * Source: istio pilot/pkg/model/authorization.go, `ListAuthorizationPolicies`.
 */
export function authorizationPoliciesFor(options: {
  point: EnforcementPoint;
  policies: readonly AuthorizationPolicy[];
  mesh: AttachmentMesh;
}): AuthorizationPolicy[] {
  const { point, policies, mesh } = options;
  const served =
    point.kind === 'waypoint'
      ? (point.services ?? []).map(service => service.namespace)
      : [];
  const namespaces = [
    ...new Set([mesh.rootNamespace, point.namespace, ...served]),
  ];
  return namespaces.flatMap(namespace =>
    policies
      .filter(
        policy =>
          policy.metadata.namespace === namespace &&
          attaches(policy, point, mesh),
      )
      .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
  );
}

/**
 * Whether a policy, found in a namespace that the proxy looks at, is meant for it. A selector in the root namespace
 * reaches pods of every namespace. Selectors do not reach waypoints, and target references reach only gateways and
 * waypoints.
 *
 * Source: istio pilot/pkg/model/policyattachment.go, `ShouldAttachPolicy`; for ztunnel
 * pilot/pkg/serviceregistry/ambient/authorization.go, `convertAuthorizationPolicy`.
 */
export function attaches(
  policy: AuthorizationPolicy,
  point: EnforcementPoint,
  mesh: AttachmentMesh,
): boolean {
  const references = targetReferences(policy);
  const gatewayName =
    point.kind === 'ztunnel' ? undefined : point.labels?.[GATEWAY_NAME];

  if (references.length > 0) {
    return (
      gatewayName !== undefined &&
      references.some(reference =>
        targets(reference, policy, { point, gatewayName, mesh }),
      )
    );
  }
  const selectorCounts =
    gatewayName === undefined || mesh.selectorBasedK8sGatewayPolicy !== false;
  return (
    point.kind !== 'waypoint' &&
    selectorCounts &&
    matchesLabels(policy.spec?.selector, point.labels)
  );
}

/** `targetRefs`, or the single `targetRef` of older policies. */
export function targetReferences(policy: {
  spec?: Pick<AuthorizationPolicySpec, 'targetRef' | 'targetRefs'>;
}): PolicyTargetReference[] {
  const { targetRefs = [], targetRef } = policy.spec ?? {};
  return targetRefs.length === 0 && targetRef ? [targetRef] : targetRefs;
}

function targets(
  reference: PolicyTargetReference,
  policy: AuthorizationPolicy,
  at: {
    point: EnforcementPoint;
    gatewayName: string;
    mesh: AttachmentMesh;
  },
): boolean {
  const { point, gatewayName, mesh } = at;
  const policyNamespace = policy.metadata.namespace ?? '';
  const namespace = reference.namespace || policyNamespace;
  const isWaypoint = point.kind === 'waypoint';

  switch (`${groupOf(reference)}/${reference.kind}`) {
    case 'gateway.networking.k8s.io/Gateway':
      return namespace === point.namespace && reference.name === gatewayName;
    case 'gateway.networking.k8s.io/GatewayClass':
      return (
        isWaypoint &&
        policyNamespace === mesh.rootNamespace &&
        reference.name === WAYPOINT_CLASS
      );
    case '/Service':
    case 'networking.istio.io/ServiceEntry':
      return (
        isWaypoint &&
        (point.services ?? []).some(
          service =>
            service.kind === reference.kind &&
            service.name === reference.name &&
            service.namespace === namespace,
        )
      );
    default:
      return false;
  }
}

// Gateway API writes the core group as the empty string; Istio takes "core" as well.
function groupOf(reference: PolicyTargetReference): string {
  return reference.group === undefined || reference.group === 'core'
    ? ''
    : reference.group;
}
