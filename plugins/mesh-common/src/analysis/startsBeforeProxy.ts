import { Container } from '../kubernetes/KubernetesObject';
import { PROXY_UID } from '../istio/proxyUid';
import { sidecarSetup } from '../status/sidecarSetup';
import { Workload } from '../status/Workload';
import { Rule } from './Rule';

const EXCLUDING = [
  'traffic.sidecar.istio.io/excludeOutboundPorts',
  'traffic.sidecar.istio.io/excludeOutboundIPRanges',
  'traffic.sidecar.istio.io/includeOutboundIPRanges',
];

/**
 * Something of a pod runs before its sidecar is there to carry what it sends. What a container does is not written in any
 * object, so this is told only where objects give a reason to think that it uses the network.
 *
 * Source: istio pkg/kube/inject/webhook.go, `reorderPod`.
 */
export const startsBeforeProxy: Rule = ({ view, workload, status }) => {
  const { revision } = status.enrolment;
  if (revision === undefined) {
    return [];
  }
  const early = initContainersOf(workload);
  const peers = peerDiscovery(workload);
  if (early.length === 0 && peers === undefined) {
    return [];
  }
  const { name, namespace, template } = workload;
  const setup = sidecarSetup(view, {
    namespace: namespace.metadata.name,
    annotations: template.annotations,
    revision,
  });
  if (setup.native() !== false) {
    return [];
  }
  const object = {
    kind: workload.kind,
    namespace: namespace.metadata.name,
    name,
  };
  return [
    ...(early.length > 0 && setup.redirectedBy() === 'istio-cni'
      ? [
          {
            severity: 'warning' as const,
            object: { ...object, field: 'spec.template.spec.initContainers' },
            message: `What ${early.map(one => one.name).join(', ')} of ${name} sends is lost, if it sends anything. The CNI agent redirects traffic to the sidecar from the start, and init containers end before the sidecar begins.`,
            action: `Let sidecars be native (sidecar.istio.io/nativeSidecar: "true", Kubernetes 1.29 and later); or run it as user ${PROXY_UID}, or leave its ports out by ${EXCLUDING[0]}.`,
          },
        ]
      : []),
    ...(peers !== undefined && setup.holdsApplication() === false
      ? [
          {
            severity: 'info' as const,
            object,
            message: `${name} starts beside its sidecar, and Service ${peers} names pods before they are ready, as applications want that look for each other when they start. What it sends before the sidecar is ready fails.`,
            action:
              'Set holdApplicationUntilProxyStarts: true in the annotation proxy.istio.io/config of the pods, unless the application tries again.',
          },
        ]
      : []),
  ];
};

/** Those that may need the network and get none. */
function initContainersOf({ template }: Workload): Container[] {
  const { initContainers, securityContext } = template.spec;
  return !initContainers ||
    EXCLUDING.some(name => template.annotations[name] !== undefined)
    ? []
    : initContainers.filter(
        ({ name, restartPolicy, securityContext: own }) =>
          // One that goes on is there as long as the sidecar is.
          restartPolicy !== 'Always' &&
          !name.startsWith('istio-') &&
          (own?.runAsUser ?? securityContext?.runAsUser) !== PROXY_UID,
      );
}

function peerDiscovery({ services }: Workload): string | undefined {
  return services.find(
    ({ spec }) =>
      spec?.clusterIP === 'None' && spec.publishNotReadyAddresses === true,
  )?.metadata.name;
}
