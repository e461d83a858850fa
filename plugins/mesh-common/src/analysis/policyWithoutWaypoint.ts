import { targetReferences } from '../istio/authorization/policiesFor';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { Rule } from './Rule';

/** What can be for a Service, and how bad it is that nobody follows it. */
const KINDS = {
  AuthorizationPolicy: 'error',
  RequestAuthentication: 'error',
  EnvoyFilter: 'warning',
  Telemetry: 'warning',
  WasmPlugin: 'warning',
} as const;

interface ForService extends KubernetesObject {
  spec?: Parameters<typeof targetReferences>[0]['spec'];
}

/**
 * A policy for a Service is enforced by the waypoint of the Service and by nothing else, and what else there is for one is
 * followed by nobody else either.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/policies.go, `WaypointPolicyStatusCollection`; pilot/pkg/model/policyattachment.go.
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
  return Object.entries(KINDS).flatMap(([kind, severity]) =>
    view
      .list<ForService>(kind, namespace)
      .flatMap(({ metadata: { name }, spec }) =>
        targetReferences({ spec })
          .filter(
            reference =>
              reference.kind === 'Service' && without.includes(reference.name),
          )
          .map(reference => ({
            severity,
            object: { kind, namespace, name, field: 'spec.targetRefs' },
            message: `${kind} ${namespace}/${name} is ${severity === 'error' ? 'enforced' : 'followed'} nowhere for Service ${reference.name}: the Service has no waypoint that serves.`,
            action: 'Give the Service a waypoint, or select its pods instead.',
          })),
      ),
  );
};
