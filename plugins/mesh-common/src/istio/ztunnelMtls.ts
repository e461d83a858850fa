import { MtlsMode, PeerAuthentication } from './PeerAuthentication';
import { EffectivePeerAuthentications } from './peerAuthenticationsFor';
import { MtlsEvidence, serverMtls } from './serverMtls';

/** What ztunnel does with plaintext for one port of an ambient workload. It accepts mTLS in any case. */
export interface ZtunnelMtls {
  acceptsPlaintext: boolean;
  /** The field that a sidecar would follow. Absent when no object sets a mode, and plaintext is accepted by default. */
  decidedBy?: MtlsEvidence;
  /** Set where a sidecar with the same objects would do the opposite, and says which rule of the conversion does it. */
  unlikeSidecar?: 'port-disable-ignored' | 'strict-lost';
}

/**
 * Whether ztunnel lets plaintext through to a port. PeerAuthentications reach ztunnel as DENY policies ("no principal, no
 * access"), so there are two outcomes only: STRICT, and everything else. The translation differs from a sidecar in three
 * places, all kept here. Under a STRICT parent and an UNSET workload mode, a DISABLE port alone is no exception. With an
 * UNSET policy on the namespace under a STRICT mesh, a PERMISSIVE port opens every port. And under a STRICT mesh, a
 * workload that is PERMISSIVE with a STRICT port accepts plaintext there too. In the last two the policy that the workload
 * names is never made.
 *
 * Source: istio pilot/pkg/serviceregistry/ambient/authorization.go; ztunnel src/state.rs (an unknown policy is skipped).
 *
 * @param port - the port the workload listens on
 */
export function ztunnelMtls(
  effective: EffectivePeerAuthentications,
  port: number,
): ZtunnelMtls {
  const { staticStrict, workload } = ztunnelPolicies(effective);
  const acceptsPlaintext = !(
    staticStrict ||
    (workload !== undefined && convertedPolicy(effective)?.(port) === true)
  );
  const { mode, decidedBy } = serverMtls(effective, port);
  const sidecarAccepts = mode !== 'STRICT';
  return {
    acceptsPlaintext,
    ...(decidedBy && { decidedBy }),
    ...(sidecarAccepts !== acceptsPlaintext && {
      unlikeSidecar: acceptsPlaintext ? 'strict-lost' : 'port-disable-ignored',
    }),
  };
}

/**
 * The policies that istiod attaches to an ambient workload for its PeerAuthentications: the one that refuses all
 * plaintext, and the translation of the workload's own policy, where its ports differ from its mode.
 *
 * Source: as above, `convertedSelectorPeerAuthentications`.
 */
export function ztunnelPolicies(effective: EffectivePeerAuthentications): {
  staticStrict: boolean;
  workload?: PeerAuthentication;
} {
  const { workload } = effective;
  const strict = serverMtls(effective).mode === 'STRICT';
  if (workload === undefined) {
    return { staticStrict: strict };
  }
  const own = setMode(workload.spec?.mtls?.mode);
  const exceptional: MtlsMode[] = strict
    ? ['PERMISSIVE', ...(own === 'STRICT' ? (['DISABLE'] as const) : [])]
    : ['STRICT'];
  const attached = portModes(workload).some(([, mode]) =>
    exceptional.includes(mode),
  );
  return {
    staticStrict: strict && !attached,
    ...(attached && { workload }),
  };
}

/**
 * The translation of the workload's policy: says of a port whether it refuses plaintext. Undefined where istiod makes none.
 *
 * Source: as above, `convertPeerAuthentication`.
 */
export function convertedPolicy({
  mesh,
  namespace,
  workload,
}: EffectivePeerAuthentications): ((port: number) => boolean) | undefined {
  const own = setMode(workload?.spec?.mtls?.mode);
  const meshMode = setMode(mesh?.spec?.mtls?.mode);
  const namespaceMode = setMode(namespace?.spec?.mtls?.mode);
  const inheritsStrictMesh =
    namespaceMode === undefined && meshMode === 'STRICT';
  // A namespace policy that is there but UNSET counts as not strict for the exceptions, and only for those.
  const exceptionsCount =
    own === 'STRICT' ||
    (own === undefined &&
      (namespace === undefined ? meshMode : namespaceMode) === 'STRICT');
  // Istio holds a STRICT mesh to cover the port even where the workload's own mode has loosened it.
  const strictIsImplied =
    own === 'STRICT' ||
    (own === undefined && namespaceMode === 'STRICT') ||
    inheritsStrictMesh;

  const ports = portModes(workload);
  const open = exceptionsCount
    ? ports.filter(([, mode]) => mode !== 'STRICT').map(([port]) => port)
    : [];
  const closed = strictIsImplied
    ? []
    : ports.filter(([, mode]) => mode === 'STRICT').map(([port]) => port);
  if (open.length === 0 && closed.length === 0) {
    return undefined;
  }
  return port =>
    closed.includes(port) || (open.length > 0 && !open.includes(port));
}

function portModes(
  policy: PeerAuthentication | undefined,
): [port: number, mode: MtlsMode][] {
  return Object.entries(policy?.spec?.portLevelMtls ?? {}).flatMap(
    ([port, settings]) => {
      const mode = setMode(settings?.mode);
      return mode === undefined ? [] : [[Number(port), mode]];
    },
  );
}

function setMode(mode: MtlsMode | 'UNSET' | undefined): MtlsMode | undefined {
  return mode === 'UNSET' ? undefined : mode;
}
