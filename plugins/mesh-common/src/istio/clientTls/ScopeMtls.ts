import { Evidence } from '../../status/Evidence';
import { MtlsMode } from '../PeerAuthentication';
import { MtlsEvidence } from '../serverMtls';
import { ClientTls } from './clientTls';
import { MtlsVerdict } from './mtlsVerdict';
import { Reachability } from './reachability';

/** What clients with a sidecar in some namespaces do, and what comes of it. */
export interface MtlsClients {
  /** `own`: in the namespace that is called; `elsewhere`: in any other that is not `named`. */
  where: 'own' | 'elsewhere' | 'named';
  /** Of the clients that are named, because their namespace has DestinationRules of its own for what they call. */
  namespace?: string;
  sends: ClientTls['sends'];
  outcome: Reachability['outcome'];
  decidedBy: ClientTls['decidedBy'];
  /** In a sentence. */
  reason: string;
  /** The DestinationRule that the clients follow, where one decides. */
  evidence?: Evidence;
}

/** Whether traffic within a mesh, a namespace or to a workload is mutual TLS. */
export interface ScopeMtls {
  verdict: MtlsVerdict;
  /** In a sentence. */
  reason: string;
  /** Mode of workloads that no PeerAuthentication of their own is about. */
  server: MtlsMode | 'unknown';
  /** Absent when unknown. */
  acceptsPlaintext?: boolean;
  /** The PeerAuthentication that decides the mode; absent where Istio's default holds. */
  decidedBy?: MtlsEvidence;
  /** Clients in the mesh, in groups that do the same. */
  clients: MtlsClients[];
}
