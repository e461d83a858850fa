import { actionOf } from '../../istio/authorization/AuthorizationPolicy';
import { PolicyRule } from './PolicyRule';

const IDENTITY = [
  'notPrincipals',
  'notNamespaces',
  'notServiceAccounts',
  'notTrustDomains',
];

/**
 * An ALLOW rule says only who may not call. Who comes in plaintext has no identity, is none of those, and is let in.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go.
 */
export const onlyNegativeSources: PolicyRule = policy =>
  actionOf(policy) !== 'ALLOW'
    ? []
    : (policy.spec?.rules ?? []).flatMap(({ from = [], when = [] }, i) =>
        // A condition can name who may call as well.
        when.some(
          ({ key = '', values = [] }) =>
            key.startsWith('source.') && values.length > 0,
        )
          ? []
          : from.flatMap(({ source = {} }, j) => {
              const fields = Object.keys(source);
              return fields.length > 0 &&
                fields.every(name => IDENTITY.includes(name))
                ? [
                    {
                      severity: 'warning' as const,
                      field: `spec.rules[${i}].from[${j}].source`,
                      message: `It says only who may not call (${fields.join(', ')}). Callers in plaintext have no identity, so they are let in.`,
                      action:
                        'Add principals: ["*"], or put the callers into a DENY policy and require mTLS.',
                    },
                  ]
                : [];
            }),
      );
