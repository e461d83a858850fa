const INTERCEPTION = 'sidecar.istio.io/interceptionMode';
const INCLUDED = 'traffic.sidecar.istio.io/includeInboundPorts';
const EXCLUDED = 'traffic.sidecar.istio.io/excludeInboundPorts';
const EXCLUDED_OUTBOUND = 'traffic.sidecar.istio.io/excludeOutboundPorts';

type Annotations = Record<string, string> | undefined;

/**
 * The annotation by which a pod keeps calls to one of its ports from its sidecar, so that the application gets them as they
 * come; undefined where the sidecar gets them. Ports to leave out only count where all others are taken.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml, tools/istio-iptables.
 *
 * @param port - the port the pod listens on
 */
export function inboundBypass(
  annotations: Annotations,
  port: number,
): string | undefined {
  if (annotations?.[INTERCEPTION] === 'NONE') {
    return INTERCEPTION;
  }
  const included = annotations?.[INCLUDED] ?? '*';
  if (included !== '*') {
    return holds(included, port) ? undefined : INCLUDED;
  }
  return holds(annotations?.[EXCLUDED], port) ? EXCLUDED : undefined;
}

/**
 * As `inboundBypass`, for calls that the pod makes. Whole ranges of addresses can be left out too; which addresses a Service
 * has is not known here.
 *
 * @param port - that is called, of the Service
 */
export function outboundBypass(
  annotations: Annotations,
  port: number,
): string | undefined {
  if (annotations?.[INTERCEPTION] === 'NONE') {
    return INTERCEPTION;
  }
  return holds(annotations?.[EXCLUDED_OUTBOUND], port)
    ? EXCLUDED_OUTBOUND
    : undefined;
}

function holds(list: string | undefined, port: number): boolean {
  return (list ?? '')
    .split(',')
    .some(item => item.trim() === '*' || item.trim() === String(port));
}
