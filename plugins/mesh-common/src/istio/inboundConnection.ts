import { MtlsMode } from './PeerAuthentication';

/** What becomes of a connection that reaches a sidecar. */
export type InboundConnection =
  /** Mutual TLS, ended by the sidecar. */
  | 'mtls'
  /** Plaintext, passed on. */
  | 'plaintext'
  /** TLS that the sidecar does not end: the bytes reach the application, which has to understand them. */
  | 'raw-tls'
  /** Refused: no filter chain takes plaintext. */
  | 'no-filter-chain'
  /** Refused: the HTTP filter chain finds TLS where it reads HTTP. */
  | 'protocol-error';

/**
 * Whether a sidecar takes a connection, which does not depend on the port being declared in a Service: undeclared ports
 * have pass-through chains with the same modes. HTTP is only expected where a declared port says so; elsewhere the
 * sidecar looks at the first bytes, and TLS passes for TCP. Tunnelled traffic (HBONE) does not come this way: its port is
 * STRICT whatever the policies say.
 *
 * Source: istio pilot/pkg/networking/core/listener_inbound.go and pilot/pkg/security/authn/policy_applier.go.
 */
export function inboundConnection(options: {
  mode: MtlsMode;
  client: 'mtls' | 'plaintext';
  /** Whether a Service or Sidecar declares the port as HTTP. */
  declaredHttp?: boolean;
}): InboundConnection {
  const { mode, client, declaredHttp = false } = options;
  if (client === 'plaintext') {
    return mode === 'STRICT' ? 'no-filter-chain' : 'plaintext';
  }
  if (mode !== 'DISABLE') {
    return 'mtls';
  }
  return declaredHttp ? 'protocol-error' : 'raw-tls';
}
