import { PolicyRule, policyValues } from './PolicyRule';

/**
 * A principal that no caller can have: with the scheme, with an asterisk in its middle or at both ends, or without the parts
 * that every identity has.
 *
 * Source: istio pilot/pkg/security/authz/model/generator.go and matcher/string.go.
 */
export const impossiblePrincipal: PolicyRule = policy =>
  policyValues(policy).flatMap(({ key, value, field }) => {
    const why = ['principals', 'source.principal'].includes(key)
      ? problemOf(value)
      : undefined;
    return why === undefined
      ? []
      : [
          {
            severity: 'error',
            field,
            message: `No caller is ${value}: ${why}.`,
            action:
              'Write <trust domain>/ns/<namespace>/sa/<account>, with an asterisk at its beginning or its end at most.',
          },
        ];
  });

function problemOf(principal: string): string | undefined {
  if (principal.startsWith('spiffe://')) {
    return 'the scheme is added by Istio';
  }
  const inner = principal.replace(/^\*|(?<!^)\*$/, '');
  if (inner.includes('*')) {
    return 'an asterisk stands for anything only at one end, and for itself elsewhere';
  }
  return !principal.includes('*') && principal.split('/').length !== 5
    ? 'an identity has five parts'
    : undefined;
}
