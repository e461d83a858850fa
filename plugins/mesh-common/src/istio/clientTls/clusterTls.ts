import { Evidence } from '../../status/Evidence';
import { MtlsMode } from '../PeerAuthentication';
import { serverMtls } from '../serverMtls';
import {
  ClientTlsSettings,
  HostDestinationRule,
} from '../routing/DestinationRule';
import { MergedDestinationRule } from '../routing/mergeDestinationRules';
import { subsetTrafficPolicy } from '../routing/trafficPolicy';
import { hasProxy } from './hasProxy';
import { policiesOf } from './policiesOf';
import { TlsCaller, TlsDestination, TlsMesh } from './TlsQuestion';

/** How a caller's sidecar secures connections to a destination, before it knows which endpoint it will get. */
export interface ClusterTls {
  /** `none` is plaintext. */
  mode: NonNullable<ClientTlsSettings['mode']> | 'none';
  decidedBy: 'destination-rule' | 'auto-mtls' | 'none';
  settings?: ClientTlsSettings;
  /** In words, and with the object where there is one. */
  reason: string;
  evidence?: Evidence;
  /** The rule that the caller follows for this host, whether or not it sets TLS. */
  rule?: MergedDestinationRule;
  /** True when the destination names a subset that the rule does not define: then there is nothing to connect to. */
  subsetMissing: boolean;
  /** True when callers pick the address themselves: then all endpoints get the same. */
  passthrough: boolean;
}

/**
 * The TLS of a whole destination: what a DestinationRule sets (subset over host, port over both) is taken as it is; without
 * one, automatic mTLS, unless it is off, the host is outside the mesh, or the mTLS mode of the service's namespace is DISABLE.
 * Only modes of the namespace and the mesh count here, so that a STRICT workload in a DISABLE namespace gets plaintext.
 *
 * Source: istio pilot/pkg/networking/core/cluster_tls.go, `buildUpstreamTLSSettings`.
 */
export function clusterTls(
  mesh: TlsMesh,
  caller: TlsCaller,
  destination: TlsDestination,
): ClusterTls {
  const rule = mesh.destinationRules.forCaller(caller, destination);
  const subset = rule?.subsets.find(({ name }) => name === destination.subset);
  const subsetMissing =
    destination.subset !== undefined && subset === undefined;
  const policy = subsetTrafficPolicy(
    rule?.trafficPolicy,
    subset?.trafficPolicy,
    destination.port,
  );
  const loadBalancer = policy?.loadBalancer?.simple;
  const common = {
    ...(rule && { rule }),
    subsetMissing,
    passthrough: callerPicksAddress(destination, loadBalancer),
  };
  if (policy?.tls) {
    const mode = policy.tls.mode ?? 'DISABLE';
    return {
      ...common,
      mode,
      decidedBy: 'destination-rule',
      settings: policy.tls,
      reason: policy.tls.mode
        ? `the DestinationRule for ${rule?.host} sets ${mode}`
        : `the DestinationRule for ${rule?.host} has tls without a mode, which means DISABLE`,
      ...tlsEvidence(rule, policy.tls),
    };
  }
  const off = whyNoAutoMtls(mesh, destination, loadBalancer);
  return {
    ...common,
    mode: off === undefined ? 'ISTIO_MUTUAL' : 'none',
    decidedBy: off === undefined ? 'auto-mtls' : 'none',
    reason: off ?? 'no DestinationRule sets TLS, so mTLS is automatic',
  };
}

/**
 * The mTLS mode that callers assume for a service as a whole: that of its namespace or the mesh; DISABLE where callers pick
 * the address themselves and not every endpoint has a proxy; unknown outside the mesh.
 *
 * Source: istio pilot/pkg/model/push_context.go, `BestEffortInferServiceMTLSMode`.
 *
 * @param loadBalancer - `loadBalancer.simple` of the traffic policy
 */
export function assumedMtlsMode(
  mesh: Pick<TlsMesh, 'rootNamespace' | 'peerAuthenticationsIn'>,
  destination: TlsDestination,
  loadBalancer?: string,
): MtlsMode | 'UNKNOWN' {
  if (destination.external === true) {
    return 'UNKNOWN';
  }
  if (
    callerPicksAddress(destination, loadBalancer) &&
    (destination.endpoints.length === 0 ||
      !destination.endpoints.every(hasProxy))
  ) {
    return 'DISABLE';
  }
  const { mesh: ofMesh, namespace } = policiesOf(mesh, {
    namespace: destination.namespace,
  });
  return serverMtls({ mesh: ofMesh, namespace }).mode;
}

function callerPicksAddress(
  { headless = false }: TlsDestination,
  loadBalancer: string | undefined,
): boolean {
  return headless || loadBalancer === 'PASSTHROUGH';
}

function whyNoAutoMtls(
  mesh: TlsMesh,
  destination: TlsDestination,
  loadBalancer: string | undefined,
): string | undefined {
  if (destination.external === true) {
    return `${destination.hostname} is outside the mesh`;
  }
  if (mesh.enableAutoMtls === false) {
    return 'automatic mTLS is off in the mesh config';
  }
  if (assumedMtlsMode(mesh, destination, loadBalancer) !== 'DISABLE') {
    return undefined;
  }
  return callerPicksAddress(destination, loadBalancer)
    ? 'callers pick the address themselves, and not every endpoint has a proxy'
    : `the mTLS mode of namespace ${destination.namespace} is DISABLE`;
}

// A block comes whole from one rule, so the rule that holds this very object is the one that set it.
function tlsEvidence(
  rule: MergedDestinationRule | undefined,
  tls: ClientTlsSettings,
): { evidence?: Evidence } {
  for (const from of rule?.from ?? []) {
    const field = fieldOf(from, tls);
    if (field !== undefined) {
      const { namespace, name } = from.metadata;
      return {
        evidence: {
          kind: from.kind,
          namespace,
          name,
          field: `${field}.mode`,
          value: tls.mode ?? 'DISABLE',
        },
      };
    }
  }
  return {};
}

function fieldOf(
  { spec }: HostDestinationRule,
  tls: ClientTlsSettings,
): string | undefined {
  const policies = [
    ['spec.trafficPolicy', spec?.trafficPolicy] as const,
    ...(spec?.subsets ?? []).map(
      (subset, at) =>
        [`spec.subsets[${at}].trafficPolicy`, subset.trafficPolicy] as const,
    ),
  ];
  for (const [path, policy] of policies) {
    if (policy?.tls === tls) {
      return `${path}.tls`;
    }
    const at = policy?.portLevelSettings?.findIndex(port => port.tls === tls);
    if (at !== undefined && at >= 0) {
      return `${path}.portLevelSettings[${at}].tls`;
    }
  }
  return undefined;
}
