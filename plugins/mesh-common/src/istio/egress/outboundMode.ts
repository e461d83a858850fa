import { EgressSidecar } from './Sidecar';

/** What becomes of calls to hosts that a sidecar does not know; `elsewhere` where a proxy of somebody else gets them. */
export interface OutboundMode {
  /** Undefined where it is not known. */
  mode: 'ALLOW_ANY' | 'REGISTRY_ONLY' | 'elsewhere' | undefined;
  /** The Sidecar that says so; absent where the mesh does. */
  decidedBy?: EgressSidecar;
}

/**
 * The mode of a Sidecar, else that of the mesh. A Sidecar that speaks of it without a mode means the first one of the
 * enumeration.
 *
 * Source: istio pilot/pkg/model/sidecar.go, `convertToSidecarScope`; istio/api networking/v1alpha3/sidecar.proto.
 */
export function outboundMode(
  sidecar: EgressSidecar | undefined,
  ofMesh: 'ALLOW_ANY' | 'REGISTRY_ONLY' | undefined,
): OutboundMode {
  const policy = sidecar?.spec?.outboundTrafficPolicy;
  if (!policy) {
    return { mode: ofMesh };
  }
  const { mode = 'REGISTRY_ONLY', egressProxy } = policy;
  if (egressProxy) {
    return { mode: 'elsewhere', decidedBy: sidecar };
  }
  return {
    mode: mode === 'ALLOW_ANY' || mode === 'REGISTRY_ONLY' ? mode : undefined,
    decidedBy: sidecar,
  };
}
