import { isIP } from 'node:net';
import { AuthorizationRequest } from '../AuthorizationRequest';

/** What Envoy's filters see of a request, all of it known. */
export interface EnvoyRequest {
  /** SPIFFE identity, without `spiffe://`; null without a client certificate. */
  principal: string | null;
  ip: string;
  remoteIp: string;
  destinationIp: string;
  port: number;
  sni: string | null;
  /** With the pseudo-headers. */
  headers: Record<string, string | string[]>;
  /** Dynamic metadata, by filter. */
  metadata: Record<string, unknown>;
  extAuthz: NonNullable<AuthorizationRequest['extAuthz']>;
}

export interface EnvoyVerdict {
  allowed: boolean;
  /** The policy that decided, by the name that it has in Envoy; absent where none matched. */
  policy?: string;
}

type Node = Record<string, unknown>;

/**
 * What a chain of filters, as Istio generates them, does with a request. It reads only what the conformance data holds,
 * and throws on anything else, so that nothing passes unread.
 *
 * Source: envoy source/extensions/filters/common/rbac/matchers.cc and engine_impl.cc.
 */
export function runFilters(
  filters: readonly unknown[],
  request: EnvoyRequest,
): EnvoyVerdict {
  let askedBy: string | undefined;
  let decidedBy: string | undefined;
  for (const filter of filters.map(asNode)) {
    const config = asNode(filter.typedConfig);
    if (String(filter.name).endsWith('.ext_authz')) {
      const wanted = textOf(
        path(config, 'filterEnabledMetadata', 'value', 'stringMatch', 'prefix'),
      );
      // Istio puts the provider's name between this prefix and the policy's.
      const provider = wanted.replace('istio-ext-authz-', '');
      if (
        askedBy?.startsWith(wanted) &&
        request.extAuthz[provider] === 'deny'
      ) {
        return { allowed: false, policy: askedBy };
      }
      continue;
    }
    if (config.shadowRulesStatPrefix === 'istio_ext_authz_') {
      askedBy = firstPolicy(config.shadowRules, request);
    }
    if (config.rules === undefined) {
      continue;
    }
    const policy = firstPolicy(config.rules, request);
    switch (asNode(config.rules).action ?? 'ALLOW') {
      case 'ALLOW':
        if (policy === undefined) {
          return { allowed: false };
        }
        decidedBy = policy;
        break;
      case 'DENY':
        if (policy !== undefined) {
          return { allowed: false, policy };
        }
        break;
      case 'LOG':
        break;
      default:
        throw unread('action', config.rules);
    }
  }
  return { allowed: true, policy: decidedBy };
}

// Envoy keeps policies in a map that is sorted by name.
function firstPolicy(rules: unknown, request: EnvoyRequest) {
  const policies = Object.entries(asNode(asNode(rules).policies ?? {}));
  return policies
    .filter(
      ([, policy]) =>
        listOf(asNode(policy).permissions).some(n => matches(n, request)) &&
        listOf(asNode(policy).principals).some(n => matches(n, request)),
    )
    .map(([name]) => name)
    .sort()[0];
}

/**
 * Whether one permission or principal of Envoy matches. The two share their words, but for those that combine them.
 *
 * @throws on what is not read here
 */
export function matches(node: unknown, request: EnvoyRequest): boolean {
  const [kind, value] = only(node);
  switch (kind) {
    case 'any':
      return true;
    case 'andRules':
    case 'andIds':
      return children(value).every(child => matches(child, request));
    case 'orRules':
    case 'orIds':
      return children(value).some(child => matches(child, request));
    case 'notRule':
    case 'notId':
      return !matches(value, request);
    case 'destinationPort':
      return request.port === value;
    case 'destinationIp':
      return inRange(value, request.destinationIp);
    case 'directRemoteIp':
      return inRange(value, request.ip);
    case 'remoteIp':
      return inRange(value, request.remoteIp);
    case 'requestedServerName':
      return matchesText(value, request.sni ?? '');
    case 'authenticated':
      return (
        request.principal !== null &&
        matchesText(
          asNode(value).principalName,
          `spiffe://${request.principal}`,
        )
      );
    case 'filter_state':
      // Where the identity of the peer is held from Istio 1.29 on, in place of `authenticated`.
      return (
        textOf(asNode(value).key) === 'io.istio.peer_principal' &&
        request.principal !== null &&
        matchesText(asNode(value).string_match, `spiffe://${request.principal}`)
      );
    case 'header':
      return matchesHeader(asNode(value), request);
    case 'urlPath':
      return matchesText(asNode(value).path, pathOf(request));
    case 'uriTemplate':
      return matchesTemplate(
        textOf(path(asNode(value), 'typedConfig', 'pathTemplate')),
        pathOf(request),
      );
    case 'metadata':
      return matchesMetadata(asNode(value), request);
    default:
      throw unread(kind, node);
  }
}

// Envoy compares the lines of a repeated header one by one since the release that Istio 1.30 ships.
function matchesHeader(node: Node, { headers }: EnvoyRequest): boolean {
  const { name, ...matcher } = node;
  const wanted = textOf(name).toLowerCase();
  const lines = Object.entries(headers)
    .filter(([sent]) => sent.toLowerCase() === wanted)
    .flatMap(([, value]) => value);
  const [kind, value] = only(matcher);
  switch (kind) {
    case 'presentMatch':
      return lines.length > 0;
    case 'stringMatch':
      return lines.some(line => matchesText(value, line));
    default:
      throw unread(kind, node);
  }
}

function matchesMetadata(node: Node, { metadata }: EnvoyRequest): boolean {
  const keys = listOf(node.path).map(step => textOf(asNode(step).key));
  const found = [textOf(node.filter), ...keys].reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    metadata,
  );
  return matchesValue(node.value, found);
}

function matchesValue(matcher: unknown, value: unknown): boolean {
  const [kind, wanted] = only(matcher);
  switch (kind) {
    case 'stringMatch':
      return typeof value === 'string' && matchesText(wanted, value);
    case 'orMatch':
      return listOf(asNode(wanted).valueMatchers).some(one =>
        matchesValue(one, value),
      );
    case 'listMatch':
      return (
        Array.isArray(value) &&
        value.some(item => matchesValue(asNode(wanted).oneOf, item))
      );
    default:
      throw unread(kind, matcher);
  }
}

function matchesText(matcher: unknown, text: string): boolean {
  const { ignoreCase, ...rest } = asNode(matcher);
  const [kind, value] = only(rest);
  const fold = (s: string) => (ignoreCase === true ? s.toLowerCase() : s);
  switch (kind) {
    case 'exact':
      return fold(text) === fold(textOf(value));
    case 'prefix':
      return fold(text).startsWith(fold(textOf(value)));
    case 'suffix':
      return fold(text).endsWith(fold(textOf(value)));
    case 'safeRegex':
      return fullMatch(textOf(asNode(value).regex)).test(text);
    default:
      throw unread(kind, matcher);
  }
}

const expressions = new Map<string, RegExp>();
function fullMatch(regex: string): RegExp {
  const expression = expressions.get(regex) ?? new RegExp(`^(?:${regex})$`);
  expressions.set(regex, expression);
  return expression;
}

// Segment by segment, and so in another way than the pattern that the evaluator makes of a template.
function matchesTemplate(template: string, text: string): boolean {
  const rest = (wanted: string[], given: string[]): boolean => {
    const [first, ...others] = wanted;
    if (first === undefined) {
      return given.length === 0;
    }
    if (first === '**') {
      return given.some(
        (_segment, index) =>
          given.slice(0, index + 1).every(isPathSegment) &&
          rest(others, given.slice(index + 1)),
      );
    }
    return (
      given.length > 0 &&
      (first === '*'
        ? given[0] !== '' && isPathSegment(given[0])
        : given[0] === first) &&
      rest(others, given.slice(1))
    );
  };
  return rest(template.split('/'), text.split('/'));
}

function isPathSegment(segment: string): boolean {
  return /^[\w.~%!$&'()+,;:@=*-]*$/.test(segment);
}

function pathOf({ headers }: EnvoyRequest): string {
  return textOf(headers[':path']).split('?')[0];
}

function inRange(range: unknown, address: string): boolean {
  const { addressPrefix, prefixLen } = asNode(range);
  const prefix = textOf(addressPrefix);
  if (isIP(prefix) !== 4) {
    throw unread('addressPrefix', range);
  }
  const length = Number(prefixLen);
  return isIP(address) === 4 && bits(prefix, length) === bits(address, length);
}

function bits(address: string, length: number): string {
  return address
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('')
    .slice(0, length);
}

function children(node: unknown): unknown[] {
  const { rules, ids } = asNode(node);
  return listOf(rules ?? ids);
}

function only(node: unknown): [kind: string, value: unknown] {
  const entries = Object.entries(asNode(node));
  if (entries.length !== 1) {
    throw unread('matcher', node);
  }
  return entries[0];
}

function path(node: Node, ...keys: string[]): unknown {
  return keys.reduce<unknown>((value, key) => asNode(value)[key], node);
}

function asNode(value: unknown): Node {
  if (!isNode(value)) {
    throw unread('object', value);
  }
  return value;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) {
    throw unread('list', value);
  }
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') {
    throw unread('text', value);
  }
  return value;
}

function unread(what: string, value: unknown): Error {
  return new Error(
    `These filters have a ${what} that is not read here: ${JSON.stringify(value)}. Teach it to envoyRbac.ts.`,
  );
}
