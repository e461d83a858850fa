import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** Where requests go: a Service, or the subset of it that a DestinationRule names. */
export interface Destination {
  host?: string;
  subset?: string;
}

/** One destination of an http route. */
export interface RouteDestination {
  destination?: Destination;
  weight?: number;
  headers?: object;
}

/** How a value is compared; with none of the three, being there is enough. */
export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

/** What a request must be like; every condition that is said must hold. */
export interface HttpMatch {
  name?: string;
  uri?: StringMatch;
  ignoreUriCase?: boolean;
  method?: StringMatch;
  authority?: StringMatch;
  scheme?: StringMatch;
  headers?: Record<string, StringMatch | null>;
  withoutHeaders?: Record<string, StringMatch | null>;
  queryParams?: Record<string, StringMatch | null>;
  port?: number;
  sourceLabels?: Record<string, string>;
  sourceNamespace?: string;
  gateways?: string[];
}

/** One http route of a VirtualService. */
export interface HttpRoute {
  name?: string;
  /** Alternatives: one of them is enough. */
  match?: HttpMatch[];
  route?: RouteDestination[];
  redirect?: object;
  directResponse?: object;
  delegate?: object;
  mirror?: Destination;
  mirrorPercentage?: { value?: number };
  /** Deprecated names of `mirrorPercentage`, in whole percent. */
  mirrorPercent?: number;
  mirror_percent?: number;
  mirrors?: { destination?: Destination; percentage?: { value?: number } }[];
}

/** An Istio VirtualService, as far as the weights of a canary show in it. */
export interface VirtualService extends KubernetesObject {
  kind: 'VirtualService';
  spec?: {
    hosts?: string[];
    /** `mesh` for callers in the mesh, which is also what an absent list means. */
    gateways?: string[];
    exportTo?: string[];
    http?: HttpRoute[];
    tcp?: { match?: object[]; route?: RouteDestination[] }[];
  };
}
