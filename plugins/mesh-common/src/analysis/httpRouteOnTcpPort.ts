import { Service, ServicePort } from '../kubernetes/KubernetesObject';
import { Finding } from '../status/Finding';
import { protocolOf } from '../status/workloadPorts';
import { RequestRoute, requestRoutes } from './requestRoutes';
import { Rule, RuleContext } from './Rule';

/**
 * Routes of requests for ports of a Service where proxies see connections: they do nothing on one that is declared as TCP, TLS
 * or HTTPS, and on one without a protocol they hold for what Istio recognises as HTTP. Routes that name no port are meant for
 * those that are declared as HTTP, where there is one.
 *
 * Source: istio pilot/pkg/networking/core/listener.go, `buildSidecarOutboundListener`; Istio's documentation of protocol
 * selection.
 */
export const httpRouteOnTcpPort: Rule = context =>
  routedServices(context).flatMap(service => {
    const ports = (service.spec?.ports ?? []).filter(
      ({ protocol = 'TCP' }) => protocol === 'TCP',
    );
    return requestRoutes(context.view, service).flatMap(route => [
      ...onDeclared(service, route, ports),
      ...onUndeclared(service, route, ports),
    ]);
  });

/** Without a waypoint nobody in ambient follows any route, which is told elsewhere. */
function routedServices({ workload, status }: RuleContext): Service[] {
  switch (status.mesh) {
    case 'istio-sidecar':
      return [...workload.services];
    case 'istio-ambient':
      return workload.services.filter(({ metadata }) =>
        status.waypoints?.some(
          ({ service, state }) =>
            service === metadata.name && state === 'bound',
        ),
      );
    default:
      return [];
  }
}

function onDeclared(
  service: Service,
  { evidence, ports: named }: RequestRoute,
  ports: readonly ServicePort[],
): Omit<Finding, 'code'>[] {
  const isTcp = (port: ServicePort) => protocolOf(port) === 'tcp';
  const isMeant = ({ port }: ServicePort) =>
    named ? named.has(port) : ports.every(isTcp);
  const lost = ports.filter(port => isTcp(port) && isMeant(port));
  return lost.length === 0
    ? []
    : [
        {
          severity: 'warning',
          object: evidence,
          message: `${list(lost)} of Service ${service.metadata.name} ${lost.length === 1 ? 'is' : 'are'} declared as ${words(lost)}, where proxies see no requests: the routes of requests do nothing there, and connections go where they go without them.`,
          action:
            'Declare the port as HTTP (appProtocol: http) if that is what it speaks, or route its connections (tcp, tls) in place of requests.',
        },
      ];
}

function onUndeclared(
  service: Service,
  { evidence, ports: named }: RequestRoute,
  ports: readonly ServicePort[],
): Omit<Finding, 'code'>[] {
  const isMeant = ({ port }: ServicePort) =>
    named
      ? named.has(port)
      : ports.every(other => protocolOf(other) !== 'http');
  const guessed = ports.filter(
    port => protocolOf(port) === 'unknown' && isMeant(port),
  );
  return guessed.length === 0
    ? []
    : [
        {
          severity: 'info',
          object: evidence,
          message: `Nothing declares the protocol of ${list(guessed).toLowerCase()} of Service ${service.metadata.name}. What Istio recognises there as HTTP follows the routes; everything else, such as TLS, goes where it goes without them.`,
          action:
            'Set appProtocol: http on the Service port, or name the port http-….',
        },
      ];
}

function list(ports: readonly ServicePort[]): string {
  return `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.map(({ port }) => port).join(', ')}`;
}

/** What makes a port one of connections: what it says, else its number. */
function words(ports: readonly ServicePort[]): string {
  const said = ports.map(({ appProtocol, name, port }) =>
    appProtocol !== undefined
      ? `appProtocol: ${appProtocol}`
      : (name ?? `the usual protocol of port ${port}`),
  );
  return [...new Set(said)].join(', ');
}
