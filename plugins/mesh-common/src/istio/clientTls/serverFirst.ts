import { MtlsMode } from '../PeerAuthentication';
import { ClientTls } from './clientTls';

/**
 * What a protocol in which the server speaks first waits for. Proxies that guess the protocol wait for the client's first
 * bytes, and only go on when a timeout has passed: on the caller's side where the port names no protocol, on the server's
 * side where it takes both mTLS and plaintext and gets plaintext.
 *
 * Source: istio tests/integration/pilot/common/routing.go, `serverFirstTestCases`.
 */
export function serverFirstDelay(options: {
  /** Whether the port of the Service names its protocol (by name or `appProtocol`). */
  protocolDeclared: boolean;
  callerHasSidecar: boolean;
  sends: ClientTls['sends'];
  /** Of the endpoint's sidecar; absent where it has none. */
  mode?: MtlsMode;
}): 'outbound-sniffing' | 'inbound-sniffing' | undefined {
  const { protocolDeclared, callerHasSidecar, sends, mode } = options;
  if (callerHasSidecar && !protocolDeclared) {
    return 'outbound-sniffing';
  }
  const inboundGuesses =
    mode !== undefined &&
    (!protocolDeclared || (sends !== 'mtls' && mode === 'PERMISSIVE'));
  return inboundGuesses ? 'inbound-sniffing' : undefined;
}
