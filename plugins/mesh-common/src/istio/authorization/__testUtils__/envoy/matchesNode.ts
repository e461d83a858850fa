import { AuthorizationRequest } from '../../AuthorizationRequest';
import { asNode, listOf, Node, only, path, textOf, unread } from './envoyNodes';
import { inRange } from './inRange';
import { matchesTemplate } from './matchesTemplate';
import { matchesText } from './matchesText';

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

/**
 * Whether one permission or principal of Envoy matches. The two share their words, but for those that combine them.
 *
 * @throws on what is not read here
 */
export function matchesNode(node: unknown, request: EnvoyRequest): boolean {
  const [kind, value] = only(node);
  switch (kind) {
    case 'any':
      return true;
    case 'andRules':
    case 'andIds':
      return children(value).every(child => matchesNode(child, request));
    case 'orRules':
    case 'orIds':
      return children(value).some(child => matchesNode(child, request));
    case 'notRule':
    case 'notId':
      return !matchesNode(value, request);
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

function pathOf({ headers }: EnvoyRequest): string {
  return textOf(headers[':path']).split('?')[0];
}

function children(node: unknown): unknown[] {
  const { rules, ids } = asNode(node);
  return listOf(rules ?? ids);
}
