import { Namespace, Pod } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

const INJECT = 'sidecar.istio.io/inject';

/**
 * A pod of a namespace that is injected has no proxy: it started before the label was set, or the webhook failed.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/injection.go.
 */
export const podMissingProxy: MeshRule = view => {
  const injected = new Set(
    view
      .listAll<Namespace>('Namespace')
      .filter(
        ({ metadata }) => metadata.labels?.['istio-injection'] === 'enabled',
      )
      .map(({ metadata }) => metadata.name)
      .filter(name => name !== view.mesh.rootNamespace),
  );
  return view
    .listAll<Pod>('Pod')
    .filter(pod => injected.has(namespaceOf(pod)) && lacksProxy(pod))
    .map(pod => ({
      severity: 'warning',
      object: about(pod),
      message: `Pod ${pod.metadata.name} has no proxy, although its namespace is injected. It started before that, or injection failed.`,
      action:
        'Replace the pod; if it still has none, look at the events of its ReplicaSet.',
    }));
};

function lacksProxy({ metadata, spec = {} }: Pod): boolean {
  const asked = metadata.labels?.[INJECT] ?? metadata.annotations?.[INJECT];
  const containers = [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []),
  ];
  return (
    asked?.toLowerCase() !== 'false' &&
    !spec.hostNetwork &&
    !containers.some(({ name }) => name === 'istio-proxy')
  );
}
