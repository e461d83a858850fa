import { ContainerState, Pod } from '../kubernetes/KubernetesObject';
import { listOf } from './listOf';

/** How a pod is, in the word that people know from `kubectl get pods`. */
export interface PodState {
  name: string;
  /** `Running`, `ImagePullBackOff`, `Init:0/1`, `Terminating`. */
  status: string;
  /** Containers that are ready, and all of them. */
  ready: number;
  containers: number;
  restarts: number;
}

/**
 * The state of a pod as the command lines print it: the reason of a container that does not run says more than the phase of
 * the pod.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/pod_info.go, which follows kubernetes pkg/printers.
 */
export function podState(pod: Pod): PodState {
  const { metadata, spec, status } = pod;
  const initializing = initProblem(pod);
  const containers = listOf(status?.containerStatuses);
  const reasons = containers.flatMap(({ state }) => reasonOf(state) ?? []);
  const isRunning = containers.some(
    ({ ready, state }) => ready && state?.running,
  );
  const own = status?.reason || status?.phase || 'Unknown';
  const word = initializing ?? reasons[0] ?? own;
  return {
    name: metadata?.name ?? '',
    status:
      isGoing(pod) ?? (word === 'Completed' && isRunning ? 'Running' : word),
    ready:
      initializing === undefined
        ? containers.filter(
            ({ ready, state }) =>
              ready && state?.running && reasonOf(state) === undefined,
          ).length
        : 0,
    containers: listOf(spec?.containers).length,
    restarts: restartsIn(
      initializing === undefined ? containers : status?.initContainerStatuses,
    ),
  };
}

/** The pods of a version of which it is known that they are not ready, if there are any. */
export function notReadyOf(pods: readonly Pod[] | undefined): {
  notReady?: PodState[];
} {
  const notReady = listOf(pods).filter(isNotReady).map(podState);
  return notReady.length > 0 ? { notReady } : {};
}

/** A pod that was read in part may tell its phase only. */
function isNotReady({ status }: Pod): boolean {
  const ready = listOf(status?.conditions).find(({ type }) => type === 'Ready');
  if (ready) {
    return ready.status !== 'True';
  }
  return (
    listOf(status?.containerStatuses).some(one => one.ready === false) ||
    status?.phase === 'Pending' ||
    status?.phase === 'Failed'
  );
}

function restartsIn(
  containers: readonly { restartCount?: number }[] | undefined,
): number {
  return listOf(containers).reduce(
    (sum, { restartCount }) => sum + (Number(restartCount) || 0),
    0,
  );
}

/** A pod on a node that does not answer is not known to go. */
function isGoing({ metadata, status }: Pod): string | undefined {
  if (!metadata?.deletionTimestamp) {
    return undefined;
  }
  return status?.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
}

function initProblem({ spec, status }: Pod): string | undefined {
  const planned = listOf(spec?.initContainers);
  const all = listOf(status?.initContainerStatuses);
  for (const [at, { name, ready, started, state }] of all.entries()) {
    const isDone = state?.terminated?.exitCode === 0;
    const isSidecar =
      planned.find(one => one.name === name)?.restartPolicy === 'Always';
    if (!isDone && !(isSidecar && started)) {
      const waiting = state?.waiting?.reason;
      if (!state?.terminated && (!waiting || waiting === 'PodInitializing')) {
        return `Init:${at}/${planned.length}`;
      }
      return `Init:${reasonOf(state) ?? 'Unknown'}`;
    }
    // A sidecar that runs but is not ready holds up nothing that is shown.
    if (!isDone && !ready) {
      return undefined;
    }
  }
  return undefined;
}

function reasonOf(state: ContainerState | undefined): string | undefined {
  const { waiting, terminated } = state ?? {};
  if (waiting?.reason) {
    return String(waiting.reason);
  }
  if (!terminated) {
    return undefined;
  }
  return String(
    terminated.reason ||
      (terminated.signal
        ? `Signal:${terminated.signal}`
        : `ExitCode:${terminated.exitCode}`),
  );
}
