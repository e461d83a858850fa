import { PolicyRule, policyValues } from './PolicyRule';

/**
 * An identity of a token that none can have: it is `issuer/subject`, and a pattern has one asterisk at one end.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go, `requestPrincipalGenerator`.
 */
export const tokenIdentityNeverMatches: PolicyRule = policy =>
  policyValues(policy)
    .filter(
      ({ key, value }) =>
        ['requestPrincipals', 'request.auth.principal'].includes(key) &&
        (value === '*/*' ||
          /^https?:\/\/\*$/.test(value) ||
          (!value.includes('*') &&
            !value.replace(/^https?:\/\//, '').includes('/'))),
    )
    .map(({ field, value }) => ({
      severity: 'error',
      field,
      message: `No token has the identity ${value}: it is the issuer, a slash and the subject.`,
      action: 'Write <issuer>/<subject>, <issuer>/* or *.',
    }));
