import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { WorkloadSelector } from '../kubernetes/labelSelector';

/** What a workload accepts: only mutual TLS, mutual TLS and plaintext, or no mutual TLS at all. */
export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** `security.istio.io/v1` PeerAuthentication. An absent mode and `UNSET` both inherit. */
export interface PeerAuthentication extends KubernetesObject {
  kind: 'PeerAuthentication';
  spec?: {
    selector?: WorkloadSelector;
    mtls?: { mode?: MtlsMode | 'UNSET' };
    /** Keyed by the port that the workload listens on, not by the port of a Service. */
    portLevelMtls?: Record<string, { mode?: MtlsMode | 'UNSET' }>;
  };
}
