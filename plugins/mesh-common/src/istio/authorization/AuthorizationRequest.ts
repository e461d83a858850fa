import { PathNormalization } from './normalizePath';

/**
 * One request, as the proxy that decides on it sees it. A field that is left out is not known, and stands for any value;
 * null is the knowledge that there is none.
 */
export interface AuthorizationRequest {
  source?: RequestSource;
  /** The port that the workload listens on (a Service's `targetPort`). */
  port?: number;
  /** How the mesh treats the port. Leave it out where the port declares none, and the proxy guesses per connection. */
  protocol?: 'http' | 'tcp';
  method?: string;
  host?: string;
  /** As sent: not normalized, with its query. */
  path?: string;
  /** All headers of the request; a name that is not here was not sent. A list is one line per value. */
  headers?: Record<string, string | string[]>;
  /** Server name of the TLS connection. */
  sni?: string | null;
  /** The validated token, after RequestAuthentication. */
  token?: { claims: Record<string, unknown> } | null;
  /** What each external authorizer would answer, by provider name. */
  extAuthz?: Record<string, 'allow' | 'deny'>;
}

/** Who sends a request. */
export interface RequestSource {
  /** SPIFFE identity without `spiffe://`; null for plaintext, or TLS without a client certificate. */
  principal?: string | null;
  /** Where the principal is not known: the namespace that the caller's certificate names. */
  namespace?: string;
  /** With the namespace, makes a principal in the mesh's own trust domain. */
  serviceAccount?: string;
  /** Address of the direct peer. */
  ip?: string;
  /** Address of the original client, from X-Forwarded-For or the PROXY protocol. */
  remoteIp?: string;
}

/** Something about a request that a verdict can hang on. */
export type RequestFact =
  | 'principal'
  | 'sourceIp'
  | 'remoteIp'
  | 'token'
  | 'host'
  | 'method'
  | 'path'
  | 'port'
  | 'protocol'
  | 'headers'
  | 'destinationIp'
  | 'sni'
  | 'extAuthz'
  | 'filterMetadata'
  /** Whether it goes through a waypoint or past it. */
  | 'way';

/** The proxy that decides. Each kind attaches and reads policies in its own way. */
export interface EnforcementPoint {
  kind: 'sidecar' | 'gateway' | 'waypoint' | 'ztunnel';
  /** Of the workload; of the proxy itself for gateways and waypoints. */
  namespace: string;
  /** Of the workload's pods. */
  labels?: Record<string, string>;
  /** What a waypoint handles the request for. */
  services?: { kind: string; namespace: string; name: string }[];
  /** Where the request arrives. */
  ip?: string;
}

/** The settings of the mesh that authorization depends on. */
export interface AuthorizationMesh {
  rootNamespace: string;
  trustDomain: string;
  trustDomainAliases?: readonly string[];
  /** BASE, Istio's default, when absent. */
  pathNormalization?: PathNormalization;
  /** External authorizers of the mesh config; leave it out where the mesh config was not read. */
  extensionProviders?: readonly { name: string; type: 'http' | 'grpc' }[];
  /** `PILOT_ENABLE_MULTIPLE_CUSTOM_AUTHZ_PROVIDERS`; Istio's default is false. */
  multipleCustomAuthzProviders?: boolean;
  /** `ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY`; Istio's default is true. */
  selectorBasedK8sGatewayPolicy?: boolean;
}
