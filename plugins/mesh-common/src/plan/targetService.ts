import { Service, ServicePort } from '../kubernetes/KubernetesObject';
import { protocolWord } from '../status/protocolWord';
import { findWorkload } from '../status/Workload';
import { PlanContext } from './PlanContext';
import { PlanError, ProfilePath } from './PlanError';
import { serviceEntries } from './serviceEntries';

/** The Service by which callers reach a target, as far as routes need it. */
export interface TargetService {
  host: string;
  /** Labels of the pods behind it. */
  selector: Record<string, string>;
  /** HTTP ports of the Service; undefined when it has just one port. */
  httpPorts: number[] | undefined;
  /** The first HTTP port, and where it leads. */
  port: number;
  targetPort?: number | string;
}

/**
 * The Service that routes are written for: the one named like the workload, or the only one.
 *
 * @throws PlanError when there is none, it cannot be told which, or it has no HTTP port.
 */
export function targetService(context: PlanContext): TargetService {
  const { target } = context;
  const services = servicesOf(context);
  const service =
    services.get(target.workload) ??
    (services.size === 1 ? [...services.values()][0] : undefined);
  if (!service) {
    throw new PlanError(
      services.size === 0
        ? `${target.workload} has no Service in namespace ${target.namespace}, and routes are written for a Service. Add one, or leave traffic, canary and ingress out of the profile.`
        : `${target.workload} has the Services ${[...services.keys()].sort().join(', ')}, and none has its name, so it is not clear for which of them routes are meant. Name one ${target.workload}.`,
      routedPart(context),
    );
  }
  const ports = service.spec?.ports ?? [];
  const httpPorts = ports.filter(isHttp).map(({ port }) => port);
  if (httpPorts.length === 0) {
    throw new PlanError(
      `The Service ${service.metadata.name} has no HTTP port, and timeouts, retries and canaries are about HTTP requests. Name its port http or set appProtocol, or leave traffic and canary out of the profile.`,
      routedPart(context),
    );
  }
  const first = ports.filter(isHttp)[0];
  return {
    host: service.metadata.name,
    selector: service.spec?.selector ?? {},
    port: first.port,
    targetPort: first.targetPort,
    httpPorts: ports.length === 1 ? undefined : httpPorts,
  };
}

/** By name; what the repository says wins over what the cluster has. */
function servicesOf(context: PlanContext): Map<string, Service> {
  const { view, target, objects, manifest } = context;
  const written = serviceEntries(objects, manifest.labels).map(
    ({ object }) => object,
  );
  const live = findWorkload(view, target)?.services ?? [];
  return new Map(
    [...live, ...written].map(service => [service.metadata.name, service]),
  );
}

// A port of no known protocol is sniffed, and its requests routed when they turn out to be HTTP.
function isHttp({ protocol = 'TCP', ...port }: ServicePort) {
  return (
    protocol === 'TCP' &&
    !['tcp', 'tls', 'https', 'mongo', 'mysql', 'redis', 'udp'].includes(
      protocolWord(port),
    )
  );
}

/** What in the profile needs routes. */
function routedPart({ profile }: PlanContext): ProfilePath | undefined {
  const part = (['traffic', 'canary', 'ingress'] as const).find(
    name => profile[name] !== undefined,
  );
  return part && [part];
}
