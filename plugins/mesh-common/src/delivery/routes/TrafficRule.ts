/** Why a part of the requests gets an error instead of an answer. */
export type ShareError =
  | 'hostNotFound'
  | 'subsetNotFound'
  | 'noReadyPods'
  | 'backendNotFound'
  | 'backendPortMissing'
  | 'backendKind'
  | 'noBackendWeight';

/** The part of a rule's requests that one version answers, or that fails for one reason. */
export type VersionShare =
  | { version: string; percent: number }
  | { error: ShareError; status: 500 | 503; percent: number };

/** Something about the routes that their author hardly meant. */
export type RouteFinding =
  | ShareError
  | 'weightIgnored'
  | 'subsetWithoutPods'
  | 'unreachableRule'
  | 'routeNotAccepted'
  | 'severalRoutes';

/** What happens to the requests that a rule is for. */
export interface TrafficRule {
  /** Position in the route object; undefined without one. */
  rule?: number;
  /** In words: `if header x-canary = true`, or `all other requests`. */
  when: string;
  /** That it is for every request that no other rule is for. */
  default: boolean;
  /** That a rule above it takes every request. */
  unreachable: boolean;
  /** That one destination covers several versions, of which each is taken to get its part by ready pods. */
  estimate: boolean;
  /** Sums to 100; undefined when nothing tells. */
  shares?: VersionShare[];
  /** Copies of requests, whose answers nobody sees. */
  shadow: { version: string; percent: number }[];
}

/** Who answers the requests of callers in the mesh to one Service. */
export interface TrafficShares {
  basis: 'VirtualService' | 'HTTPRoute' | 'endpoints';
  /** The route object; undefined when none applies. */
  object?: { kind: string; namespace?: string; name: string };
  /** Why the API refuses the route, if it does: then nothing is known of its effect. */
  invalid?: string;
  rules: TrafficRule[];
  /** What a request gets that no rule is for. */
  unmatched?: 404;
  findings: RouteFinding[];
}
