import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { Namespace } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';

/**
 * An AuthorizationPolicy names a namespace, or a pattern of some, that does not exist.
 *
 * Source: istio pkg/config/analysis/analyzers/authz/authorizationpolicies.go.
 */
export const policyNamespaceNotFound: MeshRule = view => {
  const names = view
    .listAll<Namespace>('Namespace')
    .map(({ metadata }) => metadata.name);
  return view
    .listAll<AuthorizationPolicy>('AuthorizationPolicy')
    .flatMap(policy =>
      (policy.spec?.rules ?? []).flatMap(({ from = [] }, i) =>
        from.flatMap(({ source = {} }, j) =>
          (['namespaces', 'notNamespaces'] as const).flatMap(field =>
            (source[field] ?? [])
              .filter(pattern => !names.some(name => matches(pattern, name)))
              .map(pattern => ({
                severity: 'error' as const,
                object: about(
                  policy,
                  `spec.rules[${i}].from[${j}].source.${field}`,
                ),
                message: `There is no namespace ${pattern}, so ${
                  field === 'namespaces'
                    ? 'nobody is let in or refused by it'
                    : 'nobody is excepted by it'
                }.`,
                action: 'Correct the name.',
              })),
          ),
        ),
      ),
    );
};

function matches(pattern: string, name: string): boolean {
  if (pattern.startsWith('*')) {
    return name.endsWith(pattern.slice(1));
  }
  return pattern.endsWith('*')
    ? name.startsWith(pattern.slice(0, -1))
    : name.toLowerCase() === pattern.toLowerCase();
}
