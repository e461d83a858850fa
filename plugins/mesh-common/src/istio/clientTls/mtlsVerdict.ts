import { MtlsMode } from '../PeerAuthentication';
import { Reachability } from './reachability';

/** What a mode of servers and what clients in the mesh send come to together. */
export type MtlsVerdict =
  /** Only mTLS is taken, and mTLS is what clients send. */
  | 'strict'
  /** Clients send mTLS; plaintext would be taken too. */
  | 'permissive'
  /** mTLS would be taken; clients send plaintext. */
  | 'permissive-plaintext'
  /** Some clients send mTLS, others plaintext; both are taken. */
  | 'permissive-mixed'
  /** Only plaintext is taken, and plaintext is what clients send. */
  | 'disabled'
  /** At least some clients send what is refused. */
  | 'conflict'
  /** Clients send TLS that the application has to end. */
  | 'tls-to-app'
  /** Clients bring certificates of their own; who issued them decides. */
  | 'custom-certificates'
  | 'unknown';

/**
 * Names what servers accept and clients come to. What fails comes first, then what the objects cannot decide, so that
 * good news about some clients never hides bad news about others.
 *
 * Source: istio pilot/pkg/security/authn/policy_applier.go and pilot/pkg/networking/core/cluster_tls.go, taken together.
 */
export function mtlsVerdict(options: {
  server: MtlsMode;
  /** Whether the server lets plaintext through; in ambient a mode alone does not say. */
  acceptsPlaintext: boolean;
  /** What becomes of the calls of each group of clients. */
  outcomes: readonly Reachability['outcome'][];
}): MtlsVerdict {
  const { server, acceptsPlaintext, outcomes } = options;
  if (outcomes.includes('fails')) {
    return 'conflict';
  }
  if (outcomes.includes('unknown')) {
    return 'custom-certificates';
  }
  if (outcomes.includes('tls')) {
    return 'tls-to-app';
  }
  const some = (outcome: Reachability['outcome']) => outcomes.includes(outcome);
  if (some('mtls') && some('plaintext')) {
    return 'permissive-mixed';
  }
  if (some('plaintext')) {
    return server === 'DISABLE' ? 'disabled' : 'permissive-plaintext';
  }
  return acceptsPlaintext ? 'permissive' : 'strict';
}
