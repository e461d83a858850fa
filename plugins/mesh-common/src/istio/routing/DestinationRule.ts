import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { WorkloadSelector } from '../../kubernetes/labelSelector';

/** How a caller's proxy secures its connections to a host. An absent mode counts as DISABLE. */
export interface ClientTlsSettings {
  mode?: 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  sni?: string;
  subjectAltNames?: string[];
  clientCertificate?: string;
  privateKey?: string;
  caCertificates?: string;
  credentialName?: string;
}

/** Upper limits of connections and requests; durations as Istio writes them (`1s`). */
export interface ConnectionPoolSettings {
  tcp?: {
    maxConnections?: number;
    connectTimeout?: string;
    idleTimeout?: string;
    maxConnectionDuration?: string;
  };
  http?: {
    http1MaxPendingRequests?: number;
    http2MaxRequests?: number;
    maxRequestsPerConnection?: number;
    maxRetries?: number;
    idleTimeout?: string;
    maxConcurrentStreams?: number;
    h2UpgradePolicy?: string;
    useClientProtocol?: boolean;
  };
}

/** When an endpoint that fails is left out for a while. */
export interface OutlierDetection {
  consecutive5xxErrors?: number;
  consecutiveGatewayErrors?: number;
  consecutiveLocalOriginFailures?: number;
  /** Deprecated name of `consecutiveGatewayErrors`. */
  consecutiveErrors?: number;
  interval?: string;
  baseEjectionTime?: string;
  maxEjectionPercent?: number;
  minHealthPercent?: number;
  splitExternalLocalOriginErrors?: boolean;
}

/** The blocks of a traffic policy. Each is taken whole from one place, never mixed. */
export interface TrafficPolicyBlocks {
  connectionPool?: ConnectionPoolSettings;
  outlierDetection?: OutlierDetection;
  loadBalancer?: { simple?: string; consistentHash?: object };
  tls?: ClientTlsSettings;
}

/** What a caller's proxy does with connections to a host, by the port of the Service where ports differ. */
export interface TrafficPolicy extends TrafficPolicyBlocks {
  portLevelSettings?: (TrafficPolicyBlocks & { port?: { number?: number } })[];
  tunnel?: object;
  proxyProtocol?: object;
  retryBudget?: object;
}

/** Some of a host's pods, by their labels. */
export interface Subset {
  name: string;
  labels?: Record<string, string>;
  trafficPolicy?: TrafficPolicy;
}

/** `networking.istio.io/v1` DestinationRule, as it is read. */
export interface HostDestinationRule extends KubernetesObject {
  kind: 'DestinationRule';
  spec?: {
    /** A short name is of the rule's own namespace. */
    host?: string;
    trafficPolicy?: TrafficPolicy;
    subsets?: Subset[];
    /** Namespaces that see it: `.` its own, `*` all. */
    exportTo?: string[];
    /** Callers it is for; such a rule never leaves its namespace. */
    workloadSelector?: WorkloadSelector;
  };
}
