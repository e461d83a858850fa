import { Evidence } from '../../status/Evidence';
import { inboundConnection } from '../inboundConnection';
import { serverMtls } from '../serverMtls';
import { ztunnelMtls } from '../ztunnelMtls';
import { ClientTls, clientTls } from './clientTls';
import { policiesOf } from './policiesOf';
import { TlsCaller, TlsDestination, TlsEndpoint, TlsMesh } from './TlsQuestion';

/** Whether a connection comes about, by what both sides do about TLS. Authorization and routes are other questions. */
export interface Reachability {
  /**
   * `tls` reaches the application unopened, and works only where the application itself takes TLS. `unknown` where it
   * depends on who issued the certificates that a DestinationRule names.
   */
  outcome: 'mtls' | 'plaintext' | 'tls' | 'fails' | 'unknown';
  /** A sentence: what the caller sends and what the endpoint makes of it. */
  reason: string;
  client: ClientTls;
  /** The objects that both sides follow; empty when all is at its default. */
  evidence: Evidence[];
}

/** What one side of a connection comes to. */
type Reception = Pick<Reachability, 'outcome'> & {
  because: string;
  decidedBy?: Evidence;
};

/**
 * Puts together what a caller sends to an endpoint and what the endpoint accepts.
 *
 * Source: istio tests/integration/security/reachability_test.go and tests/integration/ambient/baseline_test.go.
 */
export function reachability(question: {
  mesh: TlsMesh;
  caller: TlsCaller;
  destination: TlsDestination;
  endpoint: TlsEndpoint;
}): Reachability {
  const client = clientTls(question);
  const { outcome, because, decidedBy } = receive(question, client);
  return {
    outcome,
    reason: `The caller sends ${wordOf(client.sends)}: ${client.reason}; ${because}.`,
    client,
    evidence: [
      ...(client.evidence ? [client.evidence] : []),
      ...(decidedBy ? [decidedBy] : []),
    ],
  };
}

function receive(
  question: { mesh: TlsMesh; endpoint: TlsEndpoint },
  { sends, decidedBy: sentBy }: ClientTls,
): Reception {
  const { endpoint, mesh } = question;
  if (sends === 'nothing') {
    return { outcome: 'fails', because: 'so requests get 503' };
  }
  if (sends === 'custom-mtls') {
    return {
      outcome: 'unknown',
      because: 'and whether that is taken depends on who issued them',
    };
  }
  if (endpoint.bypassedBy !== undefined) {
    const keeps = `and the endpoint keeps the port from its sidecar (${endpoint.bypassedBy})`;
    return sends === 'mtls'
      ? { outcome: 'fails', because: `${keeps}, so that nobody answers it` }
      : { outcome: sends, because: `${keeps}, so that nothing refuses it` };
  }
  if (endpoint.proxy === 'none') {
    return sends === 'mtls'
      ? {
          outcome: 'fails',
          because: 'and the endpoint has no proxy that could answer it',
        }
      : {
          outcome: sends,
          because: 'and the endpoint has no proxy to refuse it',
        };
  }
  if (sentBy === 'tunnel') {
    return { outcome: 'mtls', because: 'which the endpoint always accepts' };
  }
  const effective = policiesOf(mesh, endpoint);
  const { mode, decidedBy } = serverMtls(effective, endpoint.port);
  const said = decidedBy && { ...decidedBy, value: mode };
  if (endpoint.proxy === 'ambient') {
    const { acceptsPlaintext } = ztunnelMtls(effective, endpoint.port);
    return {
      ...(acceptsPlaintext
        ? { outcome: sends, because: 'and the endpoint accepts plaintext' }
        : {
            outcome: 'fails' as const,
            because: 'and the endpoint refuses whatever does not come by mTLS',
          }),
      decidedBy: said,
    };
  }
  return { ...sidecarReception(mode, sends), decidedBy: said };
}

function sidecarReception(
  mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE',
  sends: 'mtls' | 'plaintext' | 'tls',
): Reception {
  const port = `the endpoint's mode is ${mode}`;
  if (sends === 'tls') {
    return mode === 'STRICT'
      ? {
          outcome: 'fails',
          because: `and ${port}, which takes certificates of the mesh only`,
        }
      : {
          outcome: 'tls',
          because: `and ${port}, which passes it on unopened`,
        };
  }
  switch (inboundConnection({ mode, client: sends })) {
    case 'mtls':
      return { outcome: 'mtls', because: `and ${port}, which accepts it` };
    case 'plaintext':
      return { outcome: 'plaintext', because: `and ${port}, which accepts it` };
    case 'raw-tls':
      return {
        outcome: 'fails',
        because: `and ${port}, so that nobody ends the TLS`,
      };
    default:
      return { outcome: 'fails', because: `and ${port}, which refuses it` };
  }
}

function wordOf(sends: ClientTls['sends']): string {
  return {
    mtls: 'mTLS',
    plaintext: 'plaintext',
    tls: 'TLS of its own',
    'custom-mtls': 'mTLS with certificates of its own',
    nothing: 'nothing',
  }[sends];
}
