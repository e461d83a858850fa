import { policyProblems } from '../istio/authorization';
import { attachedPolicies, waypointSetup } from '../status/waypointSetup';
import { Rule } from './Rule';

/** A policy that istiod would refuse, or that does something else than it reads. */
export const policyHasProblem: Rule = ({ view, workload, status: { mesh } }) =>
  mesh !== 'istio-sidecar' && mesh !== 'istio-ambient'
    ? []
    : attachedPolicies(waypointSetup({ view, workload, mesh })).flatMap(
        policy =>
          policyProblems(policy).map(({ severity, field, message }) => ({
            severity,
            object: {
              kind: 'AuthorizationPolicy',
              namespace: policy.metadata.namespace,
              name: policy.metadata.name,
              field,
            },
            message,
            action: 'Correct the policy.',
          })),
      );
