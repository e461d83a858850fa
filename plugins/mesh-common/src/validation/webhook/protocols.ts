const HTTP = ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'];
const TLS = ['https', 'tls'];
const OTHERS = ['tcp', 'udp', 'mongo', 'redis', 'mysql'];

const isOneOf = (names: readonly string[]) => (protocol: string | undefined) =>
  names.includes((protocol ?? '').toLowerCase());

/**
 * What Istio makes of the protocol of a port.
 *
 * Source: istio pkg/config/protocol/instance.go.
 */
export const isHttp = isOneOf(HTTP);
export const isTls = isOneOf(TLS);
/** What is a stream of bytes to Istio; plain HTTP is not. */
export const isTcp = isOneOf([...TLS, 'tcp', 'mongo', 'redis', 'mysql']);
export const isKnownProtocol = isOneOf([...HTTP, ...TLS, ...OTHERS]);
