import { byAge } from '../../kubernetes/byAge';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { EgressSidecar } from './Sidecar';

/**
 * The one Sidecar that pods follow: the oldest of their namespace that picks them by labels, else the oldest of their namespace
 * that picks nobody in particular, else such a one of the root namespace. Nothing is put together from several.
 *
 * Source: istio pilot/pkg/model/push_context.go, `getSidecarScope`.
 */
export function sidecarFor(
  pods: { namespace: string; labels: Record<string, string> },
  sidecarsIn: (namespace: string) => readonly EgressSidecar[],
  rootNamespace: string,
): EgressSidecar | undefined {
  const own = [...sidecarsIn(pods.namespace)].sort(byAge);
  const isForAll = (sidecar: EgressSidecar) =>
    Object.keys(labelsOf(sidecar)).length === 0;
  return (
    own.find(
      sidecar =>
        !isForAll(sidecar) &&
        matchesLabels({ matchLabels: labelsOf(sidecar) }, pods.labels),
    ) ??
    own.find(isForAll) ??
    [...sidecarsIn(rootNamespace)].sort(byAge).find(isForAll)
  );
}

function labelsOf({ spec }: EgressSidecar): Record<string, string> {
  return spec?.workloadSelector?.labels ?? {};
}
