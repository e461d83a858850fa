import {
  AuthorizationPolicy,
  RequestAuthentication,
} from '../istio/authorization';
import { targetReferences } from '../istio/authorization/policiesFor';
import { Rule } from './Rule';

/**
 * A policy for a Service is enforced by the waypoint of the Service and by nothing else.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/policies.go, `WaypointPolicyStatusCollection`.
 */
export const policyWithoutWaypoint: Rule = ({ view, workload, status }) => {
  const namespace = workload.namespace.metadata.name;
  const without = status.services.filter(
    name =>
      !status.waypoints?.some(
        ({ service, state }) =>
          service === name && (state === 'bound' || state === 'unknown'),
      ),
  );
  return [
    ...view.list<AuthorizationPolicy>('AuthorizationPolicy', namespace),
    ...view.list<RequestAuthentication>('RequestAuthentication', namespace),
  ].flatMap(({ kind, metadata: { name }, spec }) =>
    targetReferences({ spec })
      .filter(
        reference =>
          reference.kind === 'Service' && without.includes(reference.name),
      )
      .map(reference => ({
        severity: 'error' as const,
        object: { kind, namespace, name, field: 'spec.targetRefs' },
        message: `${kind} ${namespace}/${name} is enforced nowhere for Service ${reference.name}: the Service has no waypoint that serves.`,
        action: 'Give the Service a waypoint, or select its pods instead.',
      })),
  );
};
