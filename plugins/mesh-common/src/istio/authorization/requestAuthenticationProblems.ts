import { durationSeconds } from '../../delivery/durationSeconds';
import { PolicyProblem, error } from './PolicyProblem';
import { JwtRule, RequestAuthentication } from './RequestAuthentication';
import { jwksProblem } from './jwksProblem';
import { parseJwksUri } from './jwksUri';
import { targetProblems } from './targetProblems';

/**
 * What Istio says of a RequestAuthentication: its webhook, and the schema of the CRD where that is stricter. None: it is
 * accepted.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateRequestAuthentication`.
 */
export function requestAuthenticationProblems(
  policy: RequestAuthentication,
): PolicyProblem[] {
  const { spec = {}, metadata } = policy;
  return [
    ...(metadata.annotations?.['istio.io/dry-run'] === undefined
      ? []
      : [
          error(
            'metadata.annotations[istio.io/dry-run]',
            'Only an AuthorizationPolicy can be tried in dry run.',
          ),
        ]),
    ...targetProblems(spec),
    ...(spec.jwtRules ?? []).flatMap((rule, index) =>
      ruleProblems(rule, `spec.jwtRules[${index}]`),
    ),
  ];
}

const PRESENCES = ['UNSPECIFIED', 'OPTIONAL', 'REQUIRED'];

function ruleProblems(rule: JwtRule | null, at: string): PolicyProblem[] {
  if (rule === null) {
    return [error(at, 'A rule must not be null.')];
  }
  return [
    ...(rule.issuer || rule.jwksUri
      ? []
      : [error(at, 'A rule needs an issuer or a jwksUri.')]),
    ...(
      [
        'audiences',
        'fromParams',
        'fromCookies',
        'spaceDelimitedClaims',
      ] as const
    )
      .filter(field => rule[field]?.includes(''))
      .map(field => error(`${at}.${field}`, 'A value must not be empty.')),
    ...keyProblems(rule, at),
    ...headerProblems(rule, at),
    ...(rule.timeout === undefined || isDuration(rule.timeout)
      ? []
      : [
          error(
            `${at}.timeout`,
            `"${rule.timeout}" is no duration of whole milliseconds.`,
          ),
        ]),
    ...(rule.presence === undefined || PRESENCES.includes(rule.presence)
      ? []
      : [
          error(
            `${at}.presence`,
            `"${rule.presence}" is none of ${PRESENCES.join(', ')}.`,
          ),
        ]),
  ];
}

function isDuration(text: string): boolean {
  // A bare number is a duration to Argo Rollouts, and none to Istio.
  const seconds = /[a-z]$/.test(text) ? durationSeconds(text) : undefined;
  const milliseconds = (seconds ?? 0) * 1000;
  const whole = Math.round(milliseconds);
  return whole >= 1 && Math.abs(milliseconds - whole) < 1e-6;
}

function keyProblems({ jwksUri, jwks }: JwtRule, at: string): PolicyProblem[] {
  const problem = jwks ? jwksProblem(jwks) : undefined;
  return [
    ...(jwksUri && parseJwksUri(jwksUri) === undefined
      ? [error(`${at}.jwksUri`, `"${jwksUri}" is no http or https address.`)]
      : []),
    ...(problem === 'unreadable'
      ? [error(`${at}.jwks`, 'It is no JSON Web Key Set.')]
      : []),
    ...(problem === 'private'
      ? [
          {
            severity: 'warning' as const,
            field: `${at}.jwks`,
            message:
              'It holds a private key, which everybody who may read this object can sign tokens with. Public keys are enough.',
          },
        ]
      : []),
  ];
}

// Of RFC 9110's names only those that no proxy reads in another way.
const HEADER_NAME = /^[-_A-Za-z0-9]+$/;

function headerProblems(rule: JwtRule, at: string): PolicyProblem[] {
  const { fromHeaders = [], outputClaimToHeaders = [] } = rule;
  return [
    ...fromHeaders.flatMap((location, index) =>
      location?.name
        ? []
        : [error(`${at}.fromHeaders[${index}].name`, 'A header needs a name.')],
    ),
    ...outputClaimToHeaders.flatMap((output, index) => {
      const field = `${at}.outputClaimToHeaders[${index}]`;
      if (!output?.claim || !output.header) {
        return [error(field, 'It needs a header and a claim.')];
      }
      return HEADER_NAME.test(output.header)
        ? []
        : [
            error(
              `${field}.header`,
              `"${output.header}" is no name of a header.`,
            ),
          ];
    }),
  ];
}
