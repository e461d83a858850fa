import { Attribute } from './Attribute';
import { parseIpBlock } from './ipBlock';
import { destinationPort, requestPath } from './requestAttributes';
import {
  destinationIp,
  remoteIp,
  sourceIp,
  sourceServiceAccount,
  sourceTrustDomain,
} from './sourceAttributes';

/**
 * What is wrong with one value of a policy, ready to follow it in a sentence, or undefined.
 *
 * Source: istio pkg/config/security/security.go.
 */
export function valueProblem(
  attribute: Attribute,
  value: string,
): string | undefined {
  if (value === '') {
    return 'is empty';
  }
  switch (attribute) {
    case sourceIp:
    case remoteIp:
    case destinationIp:
      return parseIpBlock(value) ? undefined : 'is no IP address or range';
    case destinationPort:
      return /^\d+$/.test(value) && Number(value) <= 65535
        ? undefined
        : 'is no port number';
    case sourceServiceAccount:
      return /^([^/]+\/)?[^/]+$/.test(value)
        ? undefined
        : 'is neither "name" nor "namespace/name"';
    case sourceTrustDomain:
      return trustDomainProblem(value);
    case requestPath:
      return /[{}]/.test(value) ? templateProblem(value) : undefined;
    default:
      return undefined;
  }
}

function trustDomainProblem(value: string): string | undefined {
  if (value.includes('/')) {
    return 'is no trust domain: it has a slash';
  }
  return /^(\*|\*?[^*]+|[^*]+\*)$/.test(value)
    ? undefined
    : 'has an asterisk that is not at one end, or more than one';
}

const OPERATOR = /^\{\*\*?\}$/;
const LITERAL = /^[A-Za-z0-9\-._~%!$&'()+,;:@=]*$/;

function templateProblem(value: string): string | undefined {
  const segments = value.split('/');
  const operators = segments.filter(segment => OPERATOR.test(segment));
  const literals = segments.filter(segment => !OPERATOR.test(segment));
  if (literals.some(segment => /[{}]/.test(segment))) {
    return 'has braces other than {*} and {**} as whole segments';
  }
  if (literals.some(segment => !LITERAL.test(segment))) {
    return 'is a template with characters that templates cannot have';
  }
  return operators.slice(0, -1).includes('{**}')
    ? 'has an operator after {**}'
    : undefined;
}
