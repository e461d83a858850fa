/** A condition on a header or query parameter of the Gateway API; `Exact` when no type is given. */
export interface NamedMatch {
  type?: string;
  name: string;
  value: string;
}

/** Changes to headers. */
export interface HeaderModifier {
  set?: { name: string; value: string }[];
  add?: { name: string; value: string }[];
  remove?: string[];
}

/** A reference to what answers requests; a core Service when neither group nor kind is given. */
export interface BackendReference {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  port?: number;
}

/** A filter, as far as both HTTPRoute and GRPCRoute know it, and those of HTTPRoute alone. */
export interface RouteFilter {
  type?: string;
  requestHeaderModifier?: HeaderModifier;
  responseHeaderModifier?: HeaderModifier;
  requestMirror?: {
    backendRef: BackendReference;
    percent?: number;
    fraction?: { numerator: number; denominator?: number };
  };
  requestRedirect?: {
    scheme?: string;
    hostname?: string;
    port?: number;
    statusCode?: number;
    path?: PathModifier;
  };
  urlRewrite?: { hostname?: string; path?: PathModifier };
  cors?: {
    allowOrigins?: string[];
    allowCredentials?: boolean;
    allowMethods?: string[];
    allowHeaders?: string[];
    exposeHeaders?: string[];
    maxAge?: number;
  };
}

/** How a redirect or rewrite changes the path. */
export interface PathModifier {
  type?: string;
  replaceFullPath?: string;
  replacePrefixMatch?: string;
}

/** A condition of an HTTPRoute (`path`, a method by name) or a GRPCRoute (a method with its service). */
export interface GatewayApiMatch {
  path?: { type?: string; value?: string };
  headers?: NamedMatch[];
  queryParams?: NamedMatch[];
  method?: string | { type?: string; service?: string; method?: string };
}

/** A rule of an HTTPRoute or GRPCRoute. */
export interface GatewayApiRule {
  name?: string;
  matches?: GatewayApiMatch[];
  filters?: RouteFilter[];
  backendRefs?: (BackendReference & {
    weight?: number;
    filters?: RouteFilter[];
  })[];
  timeouts?: { request?: string; backendRequest?: string };
  retry?: { codes?: number[]; attempts?: number; backoff?: string };
}
