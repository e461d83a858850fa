import { PodSpec, Service } from '../kubernetes/KubernetesObject';
import { matchesLabelSelector } from '../kubernetes/labelSelector';
import {
  ANY_NAMESPACE,
  Monitor,
  MonitorEndpoint,
  monitorsByNamespace,
} from '../kubernetes/Monitor';
import { Evidence } from '../status/Evidence';
import { listeningPort } from '../status/workloadPorts';
import { Workload } from '../status/Workload';
import { ClusterView } from '../view/ClusterView';

/** A port of a workload that is asked for metrics. */
export interface Scrape {
  evidence: Evidence;
  /** That the workload listens on. */
  port: number;
  path: string;
}

/**
 * Where monitors of the Prometheus operator ask a workload for metrics in plaintext. Relabelings can send a scrape elsewhere or
 * drop it, and certificates may be those of the mesh: such endpoints are left out.
 *
 * Source: prometheus-operator pkg/apis/monitoring/v1 (ServiceMonitor, PodMonitor); pkg/prometheus/promcfg.go.
 */
export function monitoredScrapes(
  view: ClusterView,
  workload: Workload,
): Scrape[] {
  const namespace = workload.namespace.metadata.name;
  return [namespace, ANY_NAMESPACE]
    .flatMap(key => view.byIndex(monitorsByNamespace, key))
    .flatMap(monitor =>
      endpointsOf(monitor).flatMap(({ endpoint, field }) =>
        isPlain(endpoint)
          ? portsOf(monitor, endpoint, workload).map(port => ({
              evidence: evidenceOf(monitor, endpoint, field),
              port,
              path: endpoint.path ?? '/metrics',
            }))
          : [],
      ),
    );
}

function endpointsOf({ kind, spec }: Monitor) {
  const list = kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
  return (spec?.[list] ?? []).map((endpoint, at) => ({
    endpoint,
    field: `spec.${list}[${at}]`,
  }));
}

function isPlain({ scheme, relabelings = [] }: MonitorEndpoint): boolean {
  return (
    scheme?.toLowerCase() !== 'https' &&
    relabelings.every(
      ({ action, targetLabel }) =>
        targetLabel !== '__address__' &&
        !/^(keep|drop)/i.test(action ?? 'replace'),
    )
  );
}

/** Several where Services of the workload lead to different ports by one name. */
function portsOf(
  { kind, spec }: Monitor,
  endpoint: MonitorEndpoint,
  { template, services }: Workload,
): number[] {
  if (kind === 'PodMonitor') {
    const port = containerPort(template.spec, endpoint);
    return port !== undefined &&
      matchesLabelSelector(spec?.selector, template.labels)
      ? [port]
      : [];
  }
  const found = services
    .filter(({ metadata }) =>
      matchesLabelSelector(spec?.selector, metadata.labels),
    )
    .flatMap(
      service =>
        (endpoint.port === undefined
          ? containerPort(template.spec, { targetPort: endpoint.targetPort })
          : servicePort(template, service, endpoint.port)) ?? [],
    );
  return [...new Set(found)];
}

function servicePort(
  template: { spec: PodSpec },
  { spec }: Service,
  name: string,
): number | undefined {
  const port = spec?.ports?.find(one => one.name === name);
  return port && listeningPort({ template }, port);
}

/** A number need not be declared by a container. */
function containerPort(
  { containers = [] }: PodSpec,
  { port, portNumber, targetPort }: MonitorEndpoint,
): number | undefined {
  const wanted = port ?? portNumber ?? targetPort;
  return typeof wanted === 'number'
    ? wanted
    : containers
        .flatMap(({ ports = [] }) => ports)
        .find(({ name }) => name !== undefined && name === wanted)
        ?.containerPort;
}

function evidenceOf(
  { kind, metadata: { namespace, name } }: Monitor,
  { port, portNumber, targetPort }: MonitorEndpoint,
  field: string,
): Evidence {
  const key = (
    Object.entries({ port, portNumber, targetPort }) as [
      string,
      string | number | undefined,
    ][]
  ).find(([, value]) => value !== undefined);
  return {
    kind,
    namespace,
    name,
    field: key ? `${field}.${key[0]}` : field,
    ...(key && { value: String(key[1]) }),
  };
}
