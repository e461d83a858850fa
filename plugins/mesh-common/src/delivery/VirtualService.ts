import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** One way to match a text; exactly one field is set. */
export interface StringMatch {
  exact?: string;
  prefix?: string;
  regex?: string;
}

/** One condition of an http route: all its fields must hold. Of the conditions of a route, one must. */
export interface HttpMatch {
  name?: string;
  uri?: StringMatch;
  ignoreUriCase?: boolean;
  scheme?: StringMatch;
  method?: StringMatch;
  authority?: StringMatch;
  headers?: Record<string, StringMatch>;
  withoutHeaders?: Record<string, StringMatch>;
  queryParams?: Record<string, StringMatch>;
  /** The port that is called. */
  port?: number;
  sourceLabels?: Record<string, string>;
  sourceNamespace?: string;
  /** Where the match is in force, of the gateways of the VirtualService. */
  gateways?: string[];
  statPrefix?: string;
}

/** What a route leads to. */
export interface Destination {
  host?: string;
  subset?: string;
  port?: { number?: number };
}

/** One destination of an http route. */
export interface RouteDestination {
  destination?: Destination;
  weight?: number;
  headers?: object;
}

/** When a request is sent again; durations as Istio writes them (`2s`). */
export interface HttpRetry {
  /** 0 turns retries off. */
  attempts?: number;
  perTryTimeout?: string;
  /** Conditions and status codes, separated by commas. */
  retryOn?: string;
  backoff?: string;
}

/** One http route of a VirtualService. */
export interface HttpRoute {
  name?: string;
  match?: HttpMatch[];
  route?: RouteDestination[];
  redirect?: object;
  directResponse?: { status?: number };
  /** The VirtualService without hosts whose routes come here. */
  delegate?: { name?: string; namespace?: string };
  rewrite?: object;
  timeout?: string;
  retries?: HttpRetry;
  fault?: object;
  mirror?: Destination;
  mirrorPercentage?: { value?: number };
  /** Deprecated forms of `mirrorPercentage`. */
  mirrorPercent?: number;
  mirror_percent?: number;
  mirrors?: { destination?: Destination; percentage?: { value?: number } }[];
  corsPolicy?: object;
  headers?: object;
}

/** An Istio VirtualService, as it is read. */
export interface VirtualService extends KubernetesObject {
  kind: 'VirtualService';
  spec?: {
    hosts?: string[];
    /** `mesh`, the default, means all sidecars. */
    gateways?: string[];
    http?: HttpRoute[];
    tls?: { match?: object[]; route?: RouteDestination[] }[];
    tcp?: { match?: object[]; route?: RouteDestination[] }[];
    /** Namespaces that see it: `.` its own, `*` all. */
    exportTo?: string[];
  };
}
