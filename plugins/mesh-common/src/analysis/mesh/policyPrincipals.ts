import { AuthorizationPolicy } from '../../istio/authorization/AuthorizationPolicy';
import { matchesPattern } from '../../istio/authorization/matchesPattern';
import { WorkloadObject } from '../../kubernetes/KubernetesObject';
import { workloadKinds } from '../../status/Workload';
import { ClusterView } from '../../view/ClusterView';
import { memoByView } from './memoByView';
import { namespaceOf } from './objects';

/** A principal that no account of the cluster has. */
export interface UnknownPrincipal {
  policy: AuthorizationPolicy;
  principal: string;
  field: string;
  /** It names a trust domain that is not the mesh's. */
  isForeign: boolean;
}

const knownPrincipals = memoByView((view): ReadonlySet<string> => {
  const { trustDomain, trustDomainAliases } = view.mesh;
  const accounts = new Set([
    ...view
      .listAll('ServiceAccount')
      .map(account => `ns/${namespaceOf(account)}/sa/${account.metadata.name}`),
    ...workloadKinds
      .flatMap(kind => view.listAll<WorkloadObject>(kind))
      .map(
        workload =>
          `ns/${namespaceOf(workload)}/sa/${workload.spec?.template?.spec?.serviceAccountName ?? 'default'}`,
      ),
  ]);
  return new Set(
    [trustDomain, ...trustDomainAliases].flatMap(domain =>
      [...accounts].map(account => `${domain}/${account}`),
    ),
  );
});

/** The principals of policies that match no account. Where accounts cannot be read, nothing can be said. */
export function unknownPrincipals(view: ClusterView): UnknownPrincipal[] {
  if (view.unreadable('ServiceAccount')) {
    return [];
  }
  const known = knownPrincipals(view);
  const isKnown = (principal: string) =>
    principal.includes('*')
      ? principal === '*' ||
        [...known].some(one => matchesPattern(principal, one))
      : known.has(principal);
  const domains = [view.mesh.trustDomain, ...view.mesh.trustDomainAliases];
  return view
    .listAll<AuthorizationPolicy>('AuthorizationPolicy')
    .flatMap(policy =>
      (policy.spec?.rules ?? []).flatMap(({ from = [] }, i) =>
        from.flatMap(({ source = {} }, j) =>
          (source.principals ?? []).flatMap((principal, k) =>
            isKnown(principal)
              ? []
              : [
                  {
                    policy,
                    principal,
                    field: `spec.rules[${i}].from[${j}].source.principals[${k}]`,
                    isForeign: isForeign(principal, domains),
                  },
                ],
          ),
        ),
      ),
    );
}

function isForeign(principal: string, domains: readonly string[]): boolean {
  const [domain, ns, , sa] = principal.split('/');
  return (
    !principal.includes('*') &&
    ns === 'ns' &&
    sa === 'sa' &&
    !domains.includes(domain)
  );
}
