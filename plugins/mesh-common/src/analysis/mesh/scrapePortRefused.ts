import { WorkloadObject } from '../../kubernetes/KubernetesObject';
import { workloadKinds } from '../../status/Workload';
import { about, MeshRule } from './MeshRule';
import { proxyPorts } from './reservedPort';

const PORT = 'prometheus.io/port';
/** Where the proxy serves the metrics of both; the annotation may name it. */
const MERGED = 15020;

/**
 * The annotation for Prometheus names a port of the proxy, or no port. Injection refuses such pods, so none would start.
 *
 * Source: istio pkg/kube/inject/webhook.go, `applyPrometheusMerge`.
 */
export const scrapePortRefused: MeshRule = view =>
  workloadKinds
    .flatMap(kind => view.listAll<WorkloadObject>(kind))
    .flatMap(workload => {
      const annotations = workload.spec?.template?.metadata?.annotations ?? {};
      const value = annotations[PORT];
      const isOff =
        annotations['prometheus.io/scrape'] === 'false' ||
        annotations['prometheus.istio.io/merge-metrics'] === 'false';
      const port = Number(value);
      return value === undefined ||
        isOff ||
        (Number.isInteger(port) &&
          (port === MERGED || !proxyPorts.includes(port)))
        ? []
        : [
            {
              severity: 'error' as const,
              object: about(
                workload,
                `spec.template.metadata.annotations[${PORT}]`,
              ),
              message: `${PORT} is ${JSON.stringify(value)}, which injection refuses: no new pod would start in the mesh.`,
              action: 'Name the port on which the application serves metrics.',
            },
          ];
    });
