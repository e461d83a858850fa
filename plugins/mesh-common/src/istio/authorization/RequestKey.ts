import { Attribute, MatchContext } from './Attribute';
import { splitQuery } from './normalizePath';
import { isPathTemplate } from './pathTemplate';
import {
  destinationPort,
  requestHost,
  requestMethod,
  requestPath,
} from './requestAttributes';
import {
  sourceNamespace,
  sourcePrincipal,
  sourceServiceAccount,
  splitServiceAccount,
} from './sourceAttributes';
import { parsePrincipal } from './sourceIdentity';

/**
 * One thing that requests can be told apart by before any rule is tried on them. What holds for all of these: where the
 * key of a request is not that of a value, the value does not match the request, whichever proxy compares them.
 */
export interface RequestKey {
  /** The key of a value of a policy, or undefined for a value that requests with different keys can match. */
  ofValue(
    attribute: Attribute,
    value: string,
    policyNamespace: string,
  ): Key | undefined;
  /** The key of a request, or undefined where it is not known, or where it tells nothing. */
  ofRequest(context: MatchContext): Key | undefined;
}

export type Key = string | number;

// Who has no identity matches no value that asks for one, and no account has an empty name.
const NOBODY = '';

/** Namespace and service account of the caller, of any trust domain, so that aliases need no thought. */
const account: RequestKey = {
  ofValue(attribute, value, policyNamespace) {
    switch (attribute) {
      case sourcePrincipal: {
        const named = namedIn(value);
        return named?.account && `${named.namespace}/${named.account}`;
      }
      case sourceServiceAccount:
        return splitServiceAccount(value, policyNamespace).join('/');
      default:
        return undefined;
    }
  },
  ofRequest({ identity }) {
    switch (identity.known) {
      case 'none':
        return NOBODY;
      case 'all': {
        const caller = ordinary(identity.principal);
        return caller && `${caller.namespace}/${caller.serviceAccount}`;
      }
      default:
        return undefined;
    }
  },
};

/** Namespace of the caller. */
const namespace: RequestKey = {
  ofValue(attribute, value, policyNamespace) {
    switch (attribute) {
      case sourcePrincipal:
        return namedIn(value)?.namespace;
      case sourceServiceAccount:
        return splitServiceAccount(value, policyNamespace)[0];
      case sourceNamespace:
        return /[*/]/.test(value) ? undefined : value;
      default:
        return undefined;
    }
  },
  ofRequest({ identity }) {
    switch (identity.known) {
      case 'none':
        return NOBODY;
      case 'all':
        return ordinary(identity.principal)?.namespace;
      case 'namespace':
        return isConfusing(identity.namespace) ? undefined : identity.namespace;
      default:
        return undefined;
    }
  },
};

const port: RequestKey = {
  ofValue: (attribute, value) =>
    attribute === destinationPort ? Number(value) : undefined,
  ofRequest: ({ request }) => request.port,
};

const path: RequestKey = {
  ofValue: (attribute, value) =>
    attribute === requestPath && !isPathTemplate(value)
      ? exactly(value)
      : undefined,
  ofRequest: context =>
    context.path === undefined ? undefined : splitQuery(context.path).path,
};

/** As many segments of the path, so that prefixes and templates are told apart as well. */
const pathStart = (segments: number): RequestKey => ({
  ofValue(attribute, value) {
    if (attribute !== requestPath) {
      return undefined;
    }
    const whole = path.ofValue(attribute, value, '');
    if (whole !== undefined) {
      return startOf(String(whole), segments) ?? whole;
    }
    return value.startsWith('/')
      ? startOf(literalStart(value), segments)
      : undefined;
  },
  ofRequest(context) {
    const whole = path.ofRequest(context);
    return whole && (startOf(String(whole), segments) ?? whole);
  },
});

const method: RequestKey = {
  ofValue: (attribute, value) =>
    attribute === requestMethod ? exactly(value) : undefined,
  ofRequest: ({ request }) => request.method,
};

const host: RequestKey = {
  ofValue: (attribute, value) =>
    attribute === requestHost ? exactly(value)?.toLowerCase() : undefined,
  ofRequest: ({ request }) => request.host?.toLowerCase(),
};

/** All of them; of those that tell rules apart equally well, the first is used. */
export const requestKeys: readonly RequestKey[] = [
  account,
  namespace,
  path,
  pathStart(4),
  pathStart(3),
  pathStart(2),
  pathStart(1),
  port,
  host,
  method,
];

/** The first segments of a path, or undefined where no slash says that the last of them is over. */
function startOf(text: string, segments: number): string | undefined {
  let end = 0;
  for (let i = 0; i < segments && end >= 0; i++) {
    end = text.indexOf('/', end + 1);
  }
  return end < 0 ? undefined : text.slice(0, end);
}

/** What paths that match a value start with. */
function literalStart(value: string): string {
  return isPathTemplate(value)
    ? value.slice(0, value.indexOf('{*'))
    : value.slice(0, -1);
}

function exactly(value: string): string | undefined {
  return value.startsWith('*') || value.endsWith('*') ? undefined : value;
}

/**
 * Namespace and service account that a value of `principals` asks for, whatever trust domain it asks for. A value that
 * ends with an asterisk may name a namespace only.
 */
function namedIn(
  value: string,
): { namespace: string; account?: string } | undefined {
  const [, ns, name, sa, serviceAccount, ...more] = value.split('/');
  if (ns !== 'ns' || !name || name.includes('*') || more.length > 0) {
    return undefined;
  }
  if (sa === 'sa' && serviceAccount) {
    return serviceAccount.endsWith('*')
      ? { namespace: name }
      : { namespace: name, account: serviceAccount };
  }
  return sa === '*' && serviceAccount === undefined
    ? { namespace: name }
    : undefined;
}

/** The parts of an identity of the usual form, if patterns cannot find a second way to read it. */
function ordinary(principal: string): ReturnType<typeof parsePrincipal> {
  const caller = parsePrincipal(principal);
  return caller === undefined ||
    isConfusing(caller.namespace) ||
    isConfusing(caller.trustDomain)
    ? undefined
    : caller;
}

// Envoy searches an identity for "/ns/", wherever it stands.
function isConfusing(part: string): boolean {
  return part === 'ns' || part === '' || part.includes('/');
}
