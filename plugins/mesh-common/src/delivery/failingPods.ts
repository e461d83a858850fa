import { DeliveryVersion } from './deliveryVersions';
import { PodState } from './podState';

/** Words for a pod that will not become ready by waiting: what the command line of the controller marks as bad. */
const FAILING =
  /^(Init:)?(Signal:|ExitCode:|Err|.*Error$|.*BackOff$|Failed$|InvalidImageName$|RegistryUnavailable$|OOMKilled$)/;

/**
 * Versions whose pods fail, each with the reason: what holds a delivery up is mostly there, and not in the rollout.
 *
 * Source: argo-rollouts pkg/kubectl-argo-rollouts/info/pod_info.go, `podIcon`.
 */
export function failingPods(versions: readonly DeliveryVersion[]): string[] {
  return versions.flatMap(({ images, notReady = [] }) => {
    const failing = notReady.filter(({ status }) => FAILING.test(status));
    const [first] = failing;
    return first
      ? [
          `${countOf(failing)} of ${images.join(', ') || 'one version'} ${failing.length === 1 ? 'fails' : 'fail'}: ${first.status} (${first.name}${restartsOf(first)}).`,
        ]
      : [];
  });
}

function countOf({ length }: PodState[]): string {
  return length === 1 ? '1 pod' : `${length} pods`;
}

function restartsOf({ restarts }: PodState): string {
  return restarts > 0 ? `, ${restarts} restarts` : '';
}
