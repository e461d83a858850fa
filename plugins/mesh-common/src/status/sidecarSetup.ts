import { holdsApplication } from '../istio/injection/holdsApplication';
import {
  NATIVE_SIDECAR,
  nativeSidecar,
} from '../istio/injection/nativeSidecar';
import { rewritesProbes } from '../istio/injection/rewritesProbes';
import { Pod } from '../kubernetes/KubernetesObject';
import { Node } from '../kubernetes/Node';
import { ClusterView } from '../view/ClusterView';
import { podProxy } from './podProxy';

const INTERCEPTION = 'sidecar.istio.io/interceptionMode';

/** What comes with the sidecar that a new pod gets. A question that cannot be answered is answered with undefined. */
export interface SidecarSetup {
  /** Whether Kubernetes knows the sidecar as such, see `nativeSidecar`. */
  native(): boolean | undefined;
  /** Who redirects the traffic of the pod to the sidecar: an init container, or the CNI agent of the node. */
  redirectedBy(): 'istio-init' | 'istio-cni' | 'nobody' | undefined;
  /** Whether probes over the network are answered by the agent in the sidecar. */
  rewritesProbes(): boolean | undefined;
  /** Whether the application waits for the sidecar. */
  holdsApplication(): boolean | undefined;
  /** Whether the containers of the proxy have a seccomp profile of their own. */
  setsSeccompProfile(): boolean | undefined;
}

/**
 * How the sidecar of a new pod is set up: what the pod says, else what its control plane was told, else what the sidecars
 * that it has injected in the namespace are like. Questions are answered when they are asked, as few rules ask them.
 */
export function sidecarSetup(
  view: ClusterView,
  of: {
    namespace: string;
    annotations: Record<string, string>;
    /** That injects. */
    revision: string;
  },
): SidecarSetup {
  const { namespace, annotations, revision } = of;
  const injector = view.mesh.injectors?.[revision];
  // Pods of before an upgrade tell nothing of new ones, so only those of the same control plane are asked.
  const seen = () =>
    view
      .list<Pod>('Pod', namespace)
      .filter(pod => podProxy(pod).revision === revision);
  return {
    native: () =>
      nativeSidecar({
        annotations,
        injector,
        kubelets: injector ? kubelets(view) : [],
      }) ?? nativeBy(seen()),
    redirectedBy: () => {
      if (annotations[INTERCEPTION] === 'NONE') {
        return 'nobody';
      }
      if (injector?.usesCni === undefined) {
        return redirectedBy(seen());
      }
      return injector.usesCni ? 'istio-cni' : 'istio-init';
    },
    rewritesProbes: () => rewritesProbes(annotations, injector),
    holdsApplication: () => holdsApplication(annotations, view.mesh, revision),
    setsSeccompProfile: () => injector?.setsSeccompProfile,
  };
}

function kubelets(view: ClusterView): string[] {
  return [
    ...new Set(
      view
        .list<Node>('Node', '')
        .map(({ status }) => status?.nodeInfo?.kubeletVersion ?? ''),
    ),
  ];
}

/** Pods that say themselves which kind they want tell nothing of others. */
function nativeBy(seen: readonly Pod[]): boolean | undefined {
  const pod = seen.find(
    ({ metadata }) => metadata.annotations?.[NATIVE_SIDECAR] === undefined,
  );
  return pod && podProxy(pod).native === true;
}

/** An injected pod has an init container that redirects, or one that checks that the CNI agent has. */
function redirectedBy(
  seen: readonly Pod[],
): 'istio-init' | 'istio-cni' | undefined {
  const names = new Set(
    seen.flatMap(({ spec }) =>
      (spec?.initContainers ?? []).map(({ name }) => name),
    ),
  );
  if (names.has('istio-validation')) {
    return 'istio-cni';
  }
  return names.has('istio-init') ? 'istio-init' : undefined;
}
