import { Pod } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { serviceHost } from '../routing/hostNames';
import { ANY_NAME, ANY_PORT, judgeMtls } from './judgeMtls';
import { mtlsContext } from './mtlsContext';
import { MtlsException, mtlsExceptions } from './mtlsExceptions';
import { ScopeMtls } from './ScopeMtls';
import { workloadProxyOf } from './tlsFromView';
import { unknownMtls } from './unknownMtls';

/** What holds in a namespace, and for whom something else does. */
export interface NamespaceMtls extends ScopeMtls {
  exceptions: MtlsException[];
  /** Why there may be more exceptions than these, in a sentence; absent where all are known. */
  incomplete?: string;
}

/**
 * Whether traffic to the workloads of a namespace is mutual TLS: what holds for a workload and a Service that no object
 * names, and the workloads, ports, pods and Services for which something else holds.
 *
 * Source: as for `meshMtls`.
 */
export function namespaceMtls(
  view: ClusterView,
  namespace: string,
): NamespaceMtls {
  const unknown = unknownMtls(view);
  if (unknown) {
    return { ...unknown, exceptions: [] };
  }
  const { mesh, rules } = mtlsContext(view);
  const general = judgeMtls({
    mesh,
    destination: {
      hostname: serviceHost({ namespace, name: ANY_NAME }),
      namespace,
      port: ANY_PORT,
      endpoints: [],
    },
    endpoint: {
      proxy: proxyOfNamespace(view, namespace),
      namespace,
      port: ANY_PORT,
    },
    namespaces: rules.namespace(namespace),
  });
  const gap = view.unreadable('Pod') ?? view.unreadable('Service');
  return {
    ...general,
    exceptions: mtlsExceptions(view, namespace, general),
    ...(gap && {
      incomplete: `${gap.kind} objects could not be read: ${gap.reason}.`,
    }),
  };
}

/** Ambient where that is all there is; else what new pods of a mesh usually get. */
function proxyOfNamespace(view: ClusterView, namespace: string) {
  const proxies = view.list<Pod>('Pod', namespace).map(workloadProxyOf);
  return proxies.includes('ambient') && !proxies.includes('sidecar')
    ? 'ambient'
    : 'sidecar';
}
