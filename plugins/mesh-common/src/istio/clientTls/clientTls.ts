import { Evidence } from '../../status/Evidence';
import { outboundBypass } from '../bypassedPorts';
import { serverMtls } from '../serverMtls';
import { ClientTlsSettings, TrafficPolicy } from '../routing/DestinationRule';
import { MergedDestinationRule } from '../routing/mergeDestinationRules';
import { clusterTls } from './clusterTls';
import { hasProxy } from './hasProxy';
import { policiesOf } from './policiesOf';
import { TlsCaller, TlsDestination, TlsEndpoint, TlsMesh } from './TlsQuestion';

/** What a caller sends to an endpoint. */
export interface ClientTls {
  /**
   * `mtls` is the mesh's own; `tls` is TLS with settings of a DestinationRule, which a sidecar does not end; `custom-mtls`
   * is mutual TLS with certificates that a DestinationRule names; `nothing` when there is no such destination to connect to.
   */
  sends: 'mtls' | 'plaintext' | 'tls' | 'custom-mtls' | 'nothing';
  decidedBy:
    | 'destination-rule'
    | 'auto-mtls'
    | 'peer-authentication'
    | 'endpoint'
    | 'tunnel'
    | 'caller'
    | 'none';
  /** In words. */
  reason: string;
  evidence?: Evidence;
}

/**
 * What a caller sends to one endpoint of a destination. A DestinationRule that sets TLS decides, even against what the
 * endpoint can take; else the endpoint's proxy (none: plaintext); else its PeerAuthentication for the port (DISABLE:
 * plaintext); else mTLS. Callers and endpoints in ambient talk through a tunnel, which is mTLS whatever DestinationRules
 * and PeerAuthentications say; a caller without a proxy sends what its application sends, taken as plaintext.
 *
 * Source: istio pilot/pkg/xds/endpoints/mtls_checker.go, pilot/pkg/networking/core/cluster_tls.go.
 */
export function clientTls(question: {
  mesh: TlsMesh;
  caller: TlsCaller;
  destination: TlsDestination;
  endpoint: TlsEndpoint;
}): ClientTls {
  const { mesh, caller, destination, endpoint } = question;
  if (caller.proxy === 'none') {
    return {
      sends: 'plaintext',
      decidedBy: 'caller',
      reason: caller.because ?? 'the caller has no proxy',
    };
  }
  if (caller.proxy === 'ambient') {
    return endpoint.proxy === 'none'
      ? {
          sends: 'plaintext',
          decidedBy: 'endpoint',
          reason: 'the endpoint has no proxy',
        }
      : tunnel('ztunnel of the caller');
  }
  const bypass = outboundBypass(caller.annotations, destination.port);
  if (bypass !== undefined) {
    return {
      sends: 'plaintext',
      decidedBy: 'caller',
      reason: `the caller's pods keep the port from their sidecar (${bypass})`,
    };
  }
  const cluster = clusterTls(mesh, caller, destination);
  if (cluster.subsetMissing) {
    return {
      sends: 'nothing',
      decidedBy: 'destination-rule',
      reason: `no DestinationRule that the caller follows for ${destination.hostname} has a subset ${destination.subset}`,
    };
  }
  if (endpoint.proxy === 'ambient') {
    return tunnel("the caller's sidecar");
  }
  if (cluster.decidedBy !== 'auto-mtls') {
    const { decidedBy, reason, evidence } = cluster;
    return {
      sends: sendsOf(cluster.mode),
      decidedBy,
      reason,
      ...(evidence && { evidence }),
    };
  }
  if (cluster.passthrough) {
    return {
      sends: 'mtls',
      decidedBy: 'auto-mtls',
      reason:
        'callers pick the address themselves, and every endpoint has a proxy',
    };
  }
  return automatic(question, cluster.rule);
}

function automatic(
  question: {
    mesh: TlsMesh;
    destination: TlsDestination;
    endpoint: TlsEndpoint;
  },
  rule: MergedDestinationRule | undefined,
): ClientTls {
  const { mesh, destination, endpoint } = question;
  // An entry for the port without TLS leaves the destination automatic, and yet the endpoints go by the level above.
  const stray = endpointTls(rule, destination);
  if (stray !== undefined) {
    const mode = stray.mode ?? 'DISABLE';
    return {
      sends: mode === 'ISTIO_MUTUAL' ? 'mtls' : 'plaintext',
      decidedBy: 'destination-rule',
      reason: `the DestinationRule for ${rule?.host} sets ${mode} above the port`,
    };
  }
  if (!hasProxy(endpoint)) {
    return {
      sends: 'plaintext',
      decidedBy: 'endpoint',
      reason:
        endpoint.proxy === 'none'
          ? 'the endpoint has no proxy'
          : 'the endpoint is labelled security.istio.io/tlsMode',
    };
  }
  const { mode, decidedBy } = serverMtls(
    policiesOf(mesh, endpoint),
    endpoint.port,
  );
  return mode === 'DISABLE'
    ? {
        sends: 'plaintext',
        decidedBy: 'peer-authentication',
        reason: `the endpoint's mTLS mode for port ${endpoint.port} is DISABLE`,
        ...(decidedBy && { evidence: { ...decidedBy, value: mode } }),
      }
    : {
        sends: 'mtls',
        decidedBy: 'auto-mtls',
        reason:
          'no DestinationRule sets TLS and the endpoint has a proxy, so mTLS is automatic',
      };
}

// Other than for the destination as a whole, an entry for the port that has no TLS is passed over here.
function endpointTls(
  rule: MergedDestinationRule | undefined,
  { subset: name, port }: TlsDestination,
): ClientTlsSettings | undefined {
  const subset = rule?.subsets.find(s => s.name === name);
  return tlsOf(subset?.trafficPolicy, port) ?? tlsOf(rule?.trafficPolicy, port);
}

function tlsOf(
  policy: TrafficPolicy | undefined,
  port: number,
): ClientTlsSettings | undefined {
  const entry = policy?.portLevelSettings?.find(
    settings => settings.port?.number === port && settings.tls !== undefined,
  );
  return entry?.tls ?? policy?.tls;
}

function sendsOf(mode: string): ClientTls['sends'] {
  if (mode === 'ISTIO_MUTUAL') {
    return 'mtls';
  }
  if (mode === 'MUTUAL') {
    return 'custom-mtls';
  }
  return mode === 'none' || mode === 'DISABLE' ? 'plaintext' : 'tls';
}

function tunnel(by: string): ClientTls {
  return {
    sends: 'mtls',
    decidedBy: 'tunnel',
    reason: `${by} and the endpoint's proxy talk through a tunnel, which is always mTLS`,
  };
}
