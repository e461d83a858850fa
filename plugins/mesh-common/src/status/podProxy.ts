import { z } from 'zod';
import { isPodReady } from '../kubernetes/isPodReady';
import { Container, Pod } from '../kubernetes/KubernetesObject';
import { MeshKind } from './TargetStatus';
import { Workload } from './Workload';

const PROXIES = {
  'istio-sidecar': 'istio-proxy',
  linkerd: 'linkerd-proxy',
} as const;

/** What the injector notes on a pod; there is more in it. */
const injectionStatus = z.object({ revision: z.string() });

/** The proxy that one pod has, from what it carries and not from what labels promise. */
export interface PodProxy {
  mesh: Exclude<MeshKind, 'unknown'>;
  /** The control plane that injected a sidecar; absent where the pod does not tell. */
  revision?: string;
  /** A sidecar that Kubernetes starts before and stops after the application. */
  native?: true;
  ready: boolean;
}

// Pods do not change, and a status asks of the same ones again and again.
const read = new WeakMap<Pod, PodProxy>();

/**
 * Reads the proxy of a pod. An init container is a sidecar only where it keeps running. Ambient captures a pod whose
 * container merely has the name of a sidecar, as long as no injector signed for it.
 *
 * Source: istio pkg/kube/inject/webhook.go (annotations) and cni/pkg/util/podutil.go.
 */
export function podProxy(pod: Pod): PodProxy {
  const proxy = read.get(pod) ?? readProxy(pod);
  read.set(pod, proxy);
  return proxy;
}

function readProxy(pod: Pod): PodProxy {
  const { annotations = {} } = pod.metadata;
  const captured = annotations['ambient.istio.io/redirection'] === 'enabled';
  const signed = annotations['sidecar.istio.io/status'] !== undefined;
  const sidecar = containerNamed(pod, PROXIES['istio-sidecar']);
  if (sidecar && (signed || !captured)) {
    return {
      mesh: 'istio-sidecar',
      revision: injectedBy(annotations),
      ...(sidecar.native && { native: true }),
      ready: isContainerReady(pod, PROXIES['istio-sidecar']),
    };
  }
  const linkerd = containerNamed(pod, PROXIES.linkerd);
  if (linkerd) {
    return {
      mesh: 'linkerd',
      ...(linkerd.native && { native: true }),
      ready: isContainerReady(pod, PROXIES.linkerd),
    };
  }
  return captured
    ? { mesh: 'istio-ambient', ready: isPodReady(pod) }
    : { mesh: 'none', ready: false };
}

/** The data plane of one pod. */
export function proxyOf(pod: Pod): MeshKind {
  return podProxy(pod).mesh;
}

/** Which data plane the pods are in, from what they carry and not from what labels promise. */
export function meshOf(workload: Pick<Workload, 'pods'>): MeshKind {
  if (workload.pods.length === 0) {
    return 'unknown';
  }
  const found = new Set(workload.pods.map(proxyOf));
  return (
    (['istio-sidecar', 'istio-ambient', 'linkerd'] as const).find(mesh =>
      found.has(mesh),
    ) ?? 'none'
  );
}

function containerNamed(
  { spec }: Pod,
  name: string,
): { native: boolean } | undefined {
  const isIt = (container: Container) => container.name === name;
  if (spec?.containers?.some(isIt)) {
    return { native: false };
  }
  const isRunning = ({ restartPolicy }: Container) =>
    restartPolicy === 'Always';
  return spec?.initContainers?.some(one => isIt(one) && isRunning(one))
    ? { native: true }
    : undefined;
}

function injectedBy(annotations: Record<string, string>): string | undefined {
  const status = annotations['sidecar.istio.io/status'];
  return (
    (status === undefined ? undefined : revisionIn(status)) ??
    annotations['istio.io/rev']
  );
}

function revisionIn(status: string): string | undefined {
  try {
    return injectionStatus.safeParse(JSON.parse(status)).data?.revision;
  } catch {
    // Older injectors wrote other things than JSON.
    return undefined;
  }
}

function isContainerReady(pod: Pod, name: string): boolean {
  const { containerStatuses, initContainerStatuses } = pod.status ?? {};
  const container = containerStatuses?.find(status => status.name === name);
  const native = initContainerStatuses?.find(status => status.name === name);
  return container || native
    ? (container?.ready ?? native?.ready ?? native?.started ?? false)
    : isPodReady(pod);
}
