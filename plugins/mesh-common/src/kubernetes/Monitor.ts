import { ViewIndex } from '../view/ViewIndex';
import { KubernetesObject } from './KubernetesObject';
import { LabelSelector } from './labelSelector';

/** Where a monitor asks for metrics. */
export interface MonitorEndpoint {
  /** By name: of the Service for a ServiceMonitor, of a container for a PodMonitor. */
  port?: string;
  /** Of a container, by name or number. */
  targetPort?: string | number;
  /** Of a container. */
  portNumber?: number;
  path?: string;
  scheme?: string;
  relabelings?: { action?: string; targetLabel?: string }[];
}

/** `monitoring.coreos.com/v1` ServiceMonitor or PodMonitor: which Services, or pods, a Prometheus asks for metrics, and where. */
export interface Monitor extends KubernetesObject {
  kind: 'ServiceMonitor' | 'PodMonitor';
  spec?: {
    /** Of Services, or of pods. */
    selector?: LabelSelector;
    /** The monitor's own namespace when absent. */
    namespaceSelector?: { any?: boolean; matchNames?: string[] };
    endpoints?: MonitorEndpoint[];
    podMetricsEndpoints?: MonitorEndpoint[];
  };
}

/** Key of {@link monitorsByNamespace} for monitors that look everywhere. */
export const ANY_NAMESPACE = '*';

/** Monitors by the namespaces that they look at, wherever they are themselves. */
export const monitorsByNamespace: ViewIndex<Monitor> = {
  kinds: ['ServiceMonitor', 'PodMonitor'],
  keysOf: ({ metadata, spec }) => {
    const { any, matchNames = [] } = spec?.namespaceSelector ?? {};
    if (any) {
      return [ANY_NAMESPACE];
    }
    return matchNames.length > 0 ? matchNames : [metadata.namespace ?? ''];
  },
};
