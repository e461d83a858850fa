import { MtlsMode, PeerAuthentication } from './PeerAuthentication';
import { EffectivePeerAuthentications } from './peerAuthenticationsFor';

/** The field that decided a mode. */
export interface MtlsEvidence {
  level: 'mesh' | 'namespace' | 'workload' | 'port';
  kind: 'PeerAuthentication';
  namespace?: string;
  name: string;
  /** Path of the deciding field within the object. */
  field: string;
}

/** What the sidecar in front of a workload accepts, and the object that says so. */
export interface ServerMtls {
  mode: MtlsMode;
  /** Absent when no object sets a mode, and Istio's default (PERMISSIVE) holds. */
  decidedBy?: MtlsEvidence;
}

/** Istio's own default, where no PeerAuthentication sets a mode. */
const DEFAULT: ServerMtls = { mode: 'PERMISSIVE' };

/**
 * The mTLS mode of a sidecar workload: mesh, then namespace, then workload, each overriding the one before unless it is
 * UNSET. With a port, the port level of the workload's policy comes last; a port without an entry has the workload's mode.
 *
 * Source: istio pilot/pkg/security/authn/policy_applier.go, `ComposePeerAuthentication`, `GetMutualTLSModeForPort`.
 *
 * @param port - the port the workload listens on (a Service's `targetPort`)
 */
export function serverMtls(
  effective: EffectivePeerAuthentications,
  port?: number,
): ServerMtls {
  return (
    portLevel(effective.workload, port) ??
    level('workload', effective.workload) ??
    level('namespace', effective.namespace) ??
    level('mesh', effective.mesh) ??
    DEFAULT
  );
}

function level(
  name: 'mesh' | 'namespace' | 'workload',
  policy: PeerAuthentication | undefined,
): ServerMtls | undefined {
  return decided(name, policy, policy?.spec?.mtls?.mode, 'spec.mtls.mode');
}

function portLevel(
  policy: PeerAuthentication | undefined,
  port: number | undefined,
): ServerMtls | undefined {
  const mode =
    port === undefined
      ? undefined
      : policy?.spec?.portLevelMtls?.[String(port)]?.mode;
  return decided('port', policy, mode, `spec.portLevelMtls[${port}].mode`);
}

function decided(
  levelName: MtlsEvidence['level'],
  policy: PeerAuthentication | undefined,
  mode: MtlsMode | 'UNSET' | undefined,
  field: string,
): ServerMtls | undefined {
  if (policy === undefined || mode === undefined || mode === 'UNSET') {
    return undefined;
  }
  const { namespace, name } = policy.metadata;
  return {
    mode,
    decidedBy: {
      level: levelName,
      kind: 'PeerAuthentication',
      namespace,
      name,
      field,
    },
  };
}
