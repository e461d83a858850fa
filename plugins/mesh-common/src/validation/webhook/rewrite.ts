import { Problem, errors } from '../Problem';
import { expressionCheck } from './regularExpression';

export interface Rewrite {
  uri?: string;
  authority?: string;
  uriRegexRewrite?: { match?: string; rewrite?: string };
}

/**
 * What Istio says of what a request is changed to.
 *
 * Source: istio pkg/config/validation/validation.go, `validateHTTPRewrite`.
 */
export function rewriteProblems(
  rewrite: Rewrite | undefined,
  path: string,
): Problem[] {
  if (rewrite === undefined) {
    return [];
  }
  const { uri, authority, uriRegexRewrite: regex } = rewrite;
  return errors(
    [
      Boolean(uri && regex),
      path,
      'Only one of uri and uriRegexRewrite can be set.',
    ],
    [
      !uri && !regex && !authority,
      path,
      'A rewrite needs one of uri, uriRegexRewrite and authority.',
    ],
    [
      regex !== undefined && (!regex.match || !regex.rewrite),
      `${path}.uriRegexRewrite`,
      'It needs both match and rewrite.',
    ],
    expressionCheck(regex?.match || undefined, `${path}.uriRegexRewrite.match`),
  );
}
