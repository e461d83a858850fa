import { Pod, Service } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { listOf } from '../listOf';

/** What a pod is a version of: its label `version`, else its ReplicaSet. Undefined for a pod of neither. */
export function versionOf({ metadata }: Pod): string | undefined {
  return (
    metadata?.labels?.version ??
    listOf(metadata?.ownerReferences).find(({ kind }) => kind === 'ReplicaSet')
      ?.name ??
    metadata?.name
  );
}

/** The pods that a Service selects, and of those the ones that carry some labels more. */
export function podsBehind(
  service: Service,
  pods: readonly Pod[],
  labels?: Record<string, string>,
): Pod[] {
  const { selector } = service.spec ?? {};
  return Object.keys(selector ?? {}).length === 0
    ? []
    : listOf(pods).filter(
        pod =>
          pod.metadata?.namespace === service.metadata?.namespace &&
          matchesLabels({ matchLabels: selector }, pod.metadata?.labels) &&
          matchesLabels({ matchLabels: labels }, pod.metadata?.labels),
      );
}

/** Ready pods by version, in the order in which the pods come. */
export function readyByVersion(pods: readonly Pod[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const version = versionOf(pod);
    if (version !== undefined && isReady(pod)) {
      counts.set(version, (counts.get(version) ?? 0) + 1);
    }
  }
  return counts;
}

function isReady({ status }: Pod): boolean {
  return listOf(status?.conditions).some(
    ({ type, status: value }) => type === 'Ready' && value === 'True',
  );
}
