/**
 * Istio's notation for strings: `*` is any value but the empty one, `*x` a suffix, `x*` a prefix, all else exact. An
 * asterisk in another place is an ordinary character.
 *
 * Source: istio pilot/pkg/security/authz/matcher/string.go, `StringMatcherWithPrefix`.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  if (pattern === '*') {
    return value !== '';
  }
  if (pattern.startsWith('*')) {
    return value.endsWith(pattern.slice(1));
  }
  if (pattern.endsWith('*')) {
    return value.startsWith(pattern.slice(0, -1));
  }
  return value === pattern;
}
