import { Problem, errors } from '../Problem';
import { expressionCheck } from './regularExpression';

export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

/**
 * What Istio says of a comparison of texts.
 *
 * @param emptyPrefix - whether a prefix may be empty, which it may for paths
 *
 * Source: istio pkg/config/validation/validation.go, `validateStringMatch`.
 */
export function stringMatchProblems(
  match: StringMatch | undefined,
  path: string,
  emptyPrefix = false,
): Problem[] {
  return errors(
    [
      match?.prefix === '' && !emptyPrefix,
      `${path}.prefix`,
      'A prefix must not be empty.',
    ],
    expressionCheck(match?.regex, `${path}.regex`),
  );
}
