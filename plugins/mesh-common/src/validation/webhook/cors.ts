import { httpMethods } from '../../istio/httpMethods';
import { Problem, errors } from '../Problem';
import { durationCheck, nanoseconds } from './durations';
import { isHeaderName } from './headers';
import { StringMatch } from './stringMatch';
import { expressionCheck } from './regularExpression';

export interface CorsPolicy {
  allowOrigins?: StringMatch[];
  allowMethods?: string[];
  allowHeaders?: string[];
  exposeHeaders?: string[];
  maxAge?: string;
}

const METHODS = [...httpMethods, '*'];

/**
 * What Istio says of who may call from a browser.
 *
 * Source: istio pkg/config/validation/validation.go, `validateCORSPolicy`.
 */
export function corsProblems(
  policy: CorsPolicy | undefined,
  path: string,
): Problem[] {
  const { allowOrigins = [], allowMethods = [], maxAge } = policy ?? {};
  return [
    ...allowOrigins.flatMap(({ exact, prefix, regex }, index) =>
      errors(
        [
          !exact && !prefix && !regex,
          `${path}.allowOrigins[${index}]`,
          'An origin must not be empty.',
        ],
        expressionCheck(regex, `${path}.allowOrigins[${index}].regex`),
      ),
    ),
    ...allowMethods.flatMap((method, index) =>
      errors([
        !METHODS.includes(method),
        `${path}.allowMethods[${index}]`,
        `"${method}" is none of ${METHODS.join(', ')}.`,
      ]),
    ),
    ...(['allowHeaders', 'exposeHeaders'] as const).flatMap(field =>
      (policy?.[field] ?? []).flatMap((name, index) =>
        errors([
          name !== '*' && !isHeaderName(name),
          `${path}.${field}[${index}]`,
          `"${name}" is no name of a header.`,
        ]),
      ),
    ),
    ...errors(durationCheck(maxAge, `${path}.maxAge`), [
      maxAge !== undefined && (nanoseconds(maxAge) ?? 0) % 1e9 !== 0,
      `${path}.maxAge`,
      'It must be whole seconds.',
    ]),
  ];
}
