import { Evidence } from '../../status/Evidence';
import { ClusterView } from '../../view/ClusterView';
import { AuthorizationPolicy } from '../authorization';
import { meshMtls } from './meshMtls';
import { ScopeMtls } from './ScopeMtls';
import { workloadMtls } from './workloadMtls';

/** A rule that looks at what only mTLS tells of a caller, at workloads whose clients in the mesh do not use it. */
export interface IdentityRuleWithoutMtls {
  /** The field that looks at it. */
  evidence: Evidence;
  /** In a sentence. */
  reason: string;
}

/** What a source says of who calls; `requestPrincipals` come from tokens and not from the connection. */
const SOURCE_FIELDS = [
  'principals',
  'notPrincipals',
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'trustDomains',
  'notTrustDomains',
] as const;

const CONDITION_KEYS = [
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'connection.sni',
];

/**
 * The fields of a policy that only mTLS fills; empty where it can do without.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go.
 */
export function identityFields({ spec }: AuthorizationPolicy): string[] {
  return (spec?.rules ?? []).flatMap((rule, at) => [
    ...(rule.from ?? []).flatMap(({ source }, from) =>
      SOURCE_FIELDS.filter(field => (source?.[field] ?? []).length > 0).map(
        field => `spec.rules[${at}].from[${from}].source.${field}`,
      ),
    ),
    ...(rule.when ?? []).flatMap(({ key }, when) =>
      CONDITION_KEYS.includes(key) ? [`spec.rules[${at}].when[${when}]`] : [],
    ),
  ]);
}

/**
 * Rules that cannot tell who calls: an ALLOW refuses such callers, a DENY misses them. Only clients in the mesh count, as
 * others have no identity anyhow.
 */
export function identityRulesWithoutMtls(
  view: ClusterView,
): IdentityRuleWithoutMtls[] {
  return view
    .listAll<AuthorizationPolicy>('AuthorizationPolicy')
    .flatMap(policy => {
      const fields = identityFields(policy);
      const { namespace = '', name } = policy.metadata;
      const labels = policy.spec?.selector?.matchLabels;
      const everywhere =
        namespace === view.mesh.rootNamespace && labels === undefined;
      const judge = () =>
        everywhere
          ? [meshMtls(view)]
          : workloadMtls(view, { namespace, labels });
      const scopes = fields.length === 0 ? [] : judge();
      const reason = scopes.map(withoutIdentity).find(why => why !== undefined);
      return reason === undefined
        ? []
        : fields.map(field => ({
            evidence: { kind: policy.kind, namespace, name, field },
            reason,
          }));
    });
}

function withoutIdentity({ clients }: ScopeMtls): string | undefined {
  return clients.find(({ sends }) => sends === 'plaintext' || sends === 'tls')
    ?.reason;
}
