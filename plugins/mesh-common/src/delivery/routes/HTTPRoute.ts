import { KubernetesObject } from '../../kubernetes/KubernetesObject';

/** One value to compare with; `Exact` when no type is said. */
export interface GatewayValueMatch {
  type?: string;
  name?: string;
  value?: string;
}

/** What a request must be like for a rule; every condition that is said must hold. */
export interface GatewayMatch {
  /** The prefix `/` when absent. */
  path?: { type?: string; value?: string };
  headers?: GatewayValueMatch[];
  queryParams?: GatewayValueMatch[];
  method?: string;
}

/** Where requests go. */
export interface BackendRef {
  group?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  port?: number;
  /** 1 when absent. */
  weight?: number;
  filters?: object[];
}

export interface GatewayRule {
  name?: string;
  matches?: GatewayMatch[];
  backendRefs?: BackendRef[];
  filters?: {
    type?: string;
    requestMirror?: {
      backendRef?: BackendRef;
      percent?: number;
      fraction?: { numerator?: number; denominator?: number };
    };
  }[];
}

/** The Service or Gateway that a route is for. */
export interface ParentRef {
  group?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  port?: number;
  sectionName?: string;
}

/**
 * A Gateway API HTTPRoute. With a Service as its parent it routes the requests of callers in the mesh.
 *
 * Source: gateway-api apis/v1/httproute_types.go.
 */
export interface HTTPRoute extends KubernetesObject {
  kind: 'HTTPRoute';
  spec?: { parentRefs?: ParentRef[]; rules?: GatewayRule[] };
  status?: {
    parents?: {
      parentRef?: ParentRef;
      controllerName?: string;
      conditions?: {
        type?: string;
        status?: string;
        reason?: string;
        observedGeneration?: number;
      }[];
    }[];
  };
}
