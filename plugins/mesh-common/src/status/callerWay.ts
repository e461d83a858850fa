import { parsePrincipal } from '../istio/authorization/sourceIdentity';
import { expectedDataPlane } from '../istio/expectedDataPlane';
import { CallerWay, ingressUsesWaypoint } from '../istio/waypoint';
import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import { ClusterView } from '../view/ClusterView';
import { podsOf } from './callingPods';
import { installedRevisions } from './newPod';
import { proxyOf } from './podProxy';
import { hasAddress } from './targetWaypoints';
import { Workload } from './Workload';

/** An identity, or null for a caller without mutual TLS. */
export type CallerIdentity = {
  namespace?: string;
  serviceAccount?: string;
} | null;

/**
 * The way that a caller takes to a workload with waypoints: through them when its pods are in ambient, past them when they
 * have a sidecar or nothing; ingress gateways as labels of the Service say. Undefined when it cannot be told: its pods
 * differ, or there are none and its namespace is not one of ambient.
 */
export function callerWay(
  view: ClusterView,
  caller: CallerIdentity,
  { services, namespace }: Workload,
): CallerWay | undefined {
  if (caller === null) {
    return 'past';
  }
  const { namespace: of, serviceAccount } = caller;
  if (of === undefined || serviceAccount === undefined) {
    return undefined;
  }
  const pods = podsOf(view, { namespace: of, serviceAccount });
  if (pods.length === 0) {
    return isForAmbient(view, of) ? 'through' : undefined;
  }
  const through = pods.map(pod => {
    if (proxyOf(pod) === 'istio-ambient') {
      return true;
    }
    const reached = services.filter(hasAddress);
    return (
      isGateway(pod) &&
      reached.length > 0 &&
      reached.every(service => ingressUsesWaypoint(service, namespace))
    );
  });
  if (through.every(Boolean)) {
    return 'through';
  }
  return through.some(Boolean) ? undefined : 'past';
}

/** The identity in a principal, without `spiffe://`; nothing is known of one in another form. */
export function identityOf(
  principal: string | null | undefined,
): CallerIdentity {
  return principal === null ? null : (parsePrincipal(principal ?? '') ?? {});
}

/** A proxy on its own, with no application beside it; a waypoint is none, as it is what others come through. */
function isGateway({ metadata, spec }: Pod): boolean {
  if (
    metadata.labels?.['gateway.istio.io/managed'] === 'istio.io-mesh-controller'
  ) {
    return false;
  }
  return (
    metadata.labels?.['gateway.networking.k8s.io/gateway-name'] !== undefined ||
    (spec?.containers ?? []).every(({ name }) => name === 'istio-proxy')
  );
}

function isForAmbient(view: ClusterView, name: string): boolean {
  const namespace = view.get<Namespace>('Namespace', '', name);
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'any', namespace: name },
  };
  return (
    namespace !== undefined &&
    expectedDataPlane({
      namespace,
      pod,
      installed: installedRevisions(view.mesh),
    }).dataPlane === 'ambient'
  );
}
