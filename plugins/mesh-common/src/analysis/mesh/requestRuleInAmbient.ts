import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { policyValues } from '../policy/PolicyRule';
import { isAmbientNamespace } from './dataPlane';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

const REQUEST_FIELDS = ['hosts', 'methods', 'paths', 'requestPrincipals'];

/**
 * A policy for the pods of a namespace in ambient mode looks at requests. ztunnel, which enforces it, sees connections only:
 * an ALLOW rule is dropped, and a DENY rule does nothing or more than it says.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/authorization.go, `handleRule`.
 */
export const requestRuleInAmbient: MeshRule = view =>
  view
    .listAll<AuthorizationPolicy>('AuthorizationPolicy')
    .filter(policy => {
      const { targetRef, targetRefs } = policy.spec ?? {};
      return (
        !targetRef &&
        !targetRefs &&
        isAmbientNamespace(
          view.get<Namespace>('Namespace', '', namespaceOf(policy)),
        )
      );
    })
    .flatMap(policy => {
      const value = policyValues(policy).find(
        ({ key }) => REQUEST_FIELDS.includes(key) || key.startsWith('request.'),
      );
      return value === undefined
        ? []
        : [
            {
              severity: 'warning' as const,
              object: about(policy, value.field),
              message: `Namespace ${policy.metadata.namespace} is in ambient mode, where ztunnel enforces policies that select pods, and it sees no requests (${value.key}): an ALLOW rule is dropped, a DENY rule does nothing or more than it says.`,
              action:
                'Give the Service a waypoint, and name the Service in targetRefs in place of the selector.',
            },
          ];
    });
