import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** One destination of an http route. */
export interface RouteDestination {
  destination?: { host?: string; subset?: string };
  weight?: number;
}

/** One http route of a VirtualService. */
export interface HttpRoute {
  name?: string;
  match?: object[];
  route?: RouteDestination[];
}

/** An Istio VirtualService, as far as the weights of a canary show in it. */
export interface VirtualService extends KubernetesObject {
  kind: 'VirtualService';
  spec?: { hosts?: string[]; http?: HttpRoute[] };
}
