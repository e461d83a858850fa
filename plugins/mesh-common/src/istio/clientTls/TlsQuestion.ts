import { PeerAuthentication } from '../PeerAuthentication';
import { DestinationRuleIndex } from '../routing/destinationRuleIndex';

/** What stands in front of a workload. A gateway is a sidecar in this respect. */
export type WorkloadProxy = 'sidecar' | 'ambient' | 'none';

/** The objects and settings of the mesh that TLS between workloads depends on. */
export interface TlsMesh {
  rootNamespace: string;
  /** Of the mesh config; Istio's default is true. */
  enableAutoMtls?: boolean;
  destinationRules: DestinationRuleIndex;
  /** Those of one namespace. */
  peerAuthenticationsIn: (namespace: string) => readonly PeerAuthentication[];
}

/** Who calls. */
export interface TlsCaller {
  proxy: WorkloadProxy;
  namespace: string;
  /** Of the caller's pods. */
  labels?: Record<string, string>;
  /** Why it is taken to have no proxy, in words; absent where its pods say so. */
  because?: string;
  /** Of the caller's pods: they can keep ports from their sidecar. */
  annotations?: Record<string, string>;
}

/** What is called: one port of a Service or ServiceEntry, perhaps a subset of it. */
export interface TlsDestination {
  /** Full host name. */
  hostname: string;
  namespace: string;
  /** Of the Service, not of its pods. */
  port: number;
  /** As routes name it. */
  subset?: string;
  /** A ServiceEntry with `location: MESH_EXTERNAL`. */
  external?: boolean;
  /** `clusterIP: None`, or a ServiceEntry with `resolution: NONE`: the caller picks the address itself. */
  headless?: boolean;
  /** All endpoints of the port. */
  endpoints: readonly TlsEndpoint[];
}

/** A pod that a destination can lead to. */
export interface TlsEndpoint {
  proxy: WorkloadProxy;
  /** Of the pod. */
  namespace: string;
  labels?: Record<string, string>;
  /** The port that the pod listens on. */
  port: number;
  /** The annotation by which the pod keeps the port from its sidecar; callers do not know of it. */
  bypassedBy?: string;
}
