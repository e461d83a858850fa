import { Check } from '../Problem';

/**
 * Whether RE2, which Envoy matches with, reads an expression. JavaScript's own reader judges what both have; what only it has is
 * refused first, and what only RE2 has is written as JavaScript has it.
 *
 * Source: https://github.com/google/re2/wiki/Syntax.
 */
function isRe2(expression: string): boolean {
  const withoutEscapes = expression.replace(/\\\\/g, '');
  if (
    /\(\?<?[=!]|\\[1-9kKgcCuyYeEGhHiIjJlLmMNoqRTVXZ]|\\$/.test(withoutEscapes)
  ) {
    return false;
  }
  const translated = expression
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?[imsU]*(-[imsU]+)?\)/g, '')
    .replace(/\(\?[imsU]*(-[imsU]+)?:/g, '(?:')
    .replace(/\[\[:\^?\w+:\]/g, '[a')
    .replace(/\[:\^?\w+:\]/g, 'a')
    .replace(/\\[pP](\{\^?\w+\}|[A-Z])/g, 'a')
    .replace(/\\[AzQE]/g, '');
  try {
    return Boolean(new RegExp(translated));
  } catch {
    return false;
  }
}

/**
 * An expression that is there must be one of RE2, and of at most 1024 bytes.
 *
 * Source: istio pkg/config/validation/validation.go, `validateStringRegexp`.
 */
export function expressionCheck(
  expression: string | undefined,
  path: string,
): Check {
  return [
    expression !== undefined &&
      (expression === '' ||
        new TextEncoder().encode(expression).length > 1024 ||
        !isRe2(expression)),
    path,
    expression === ''
      ? 'An expression must not be empty.'
      : `${(expression ?? '').slice(0, 80)} is no regular expression of RE2 with at most 1024 bytes.`,
  ];
}
