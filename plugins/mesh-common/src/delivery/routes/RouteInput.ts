import { Pod, Service } from '../../kubernetes/KubernetesObject';
import { VirtualService } from '../VirtualService';
import { DestinationRule } from './DestinationRule';
import { HTTPRoute } from './HTTPRoute';

/** What the routes of one Service are judged by. Lists may hold objects of other Services. */
export interface RouteInput {
  service: Service;
  /** The port that callers use; undefined when the Service has several. */
  port?: number;
  /** Who reads the routes; `none` when callers are not in a mesh. */
  mesh: 'istio' | 'linkerd' | 'none';
  /** Of callers; that of the Service when absent. */
  callerNamespace?: string;
  services: readonly Service[];
  pods: readonly Pod[];
  virtualServices: readonly VirtualService[];
  destinationRules: readonly DestinationRule[];
  httpRoutes: readonly HTTPRoute[];
}
