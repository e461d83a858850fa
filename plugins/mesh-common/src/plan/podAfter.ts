import { Pod } from '../kubernetes/KubernetesObject';
import { proxyOf } from '../status/enrolment';
import { ClusterView } from '../view/ClusterView';
import { dataPlaneOf } from './dataPlane';

const PROXY = 'istio-proxy';

/** A pod that replaces another, with the proxy that it gets in a cluster. */
export function newPodAfter(view: ClusterView, pod: Pod): Pod {
  const bare = withoutProxy(pod);
  const gets = dataPlaneOf(view, bare);
  return gets === 'sidecar'
    ? withProxy(bare)
    : captured(bare, gets === 'ambient');
}

/** A pod that goes on running. Ambient takes and lets go of it, unless it has a sidecar. */
export function runningPodAfter(view: ClusterView, pod: Pod): Pod {
  const mesh = proxyOf(pod);
  return mesh === 'none' || mesh === 'istio-ambient'
    ? captured(pod, dataPlaneOf(view, pod) === 'ambient')
    : pod;
}

function withProxy(pod: Pod): Pod {
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: [...(pod.spec?.containers ?? []), { name: PROXY }],
    },
    status: {
      ...pod.status,
      containerStatuses: [
        ...(pod.status?.containerStatuses ?? []),
        { name: PROXY, ready: true },
      ],
    },
  };
}

/** What the CNI agent notes on a pod that it captures; ztunnel is ready when the pod is. */
function captured(pod: Pod, isIt: boolean): Pod {
  const {
    'ambient.istio.io/redirection': _,
    'sidecar.istio.io/status': __,
    ...annotations
  } = pod.metadata.annotations ?? {};
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      annotations: isIt
        ? { ...annotations, 'ambient.istio.io/redirection': 'enabled' }
        : annotations,
    },
    status: isIt
      ? {
          ...pod.status,
          conditions: [
            ...(pod.status?.conditions ?? []).filter(c => c.type !== 'Ready'),
            { type: 'Ready', status: 'True' },
          ],
        }
      : pod.status,
  };
}

function withoutProxy(pod: Pod): Pod {
  const others = <T extends { name: string }>(list: T[] | undefined) =>
    list?.filter(({ name }) => name !== PROXY);
  return {
    ...pod,
    spec: {
      ...pod.spec,
      containers: others(pod.spec?.containers),
      initContainers: others(pod.spec?.initContainers),
    },
    status: {
      ...pod.status,
      containerStatuses: others(pod.status?.containerStatuses),
      initContainerStatuses: others(pod.status?.initContainerStatuses),
    },
  };
}
