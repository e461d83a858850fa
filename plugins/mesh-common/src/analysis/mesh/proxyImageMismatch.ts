import { groupBy } from '../../groupBy';
import { Namespace, Pod } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshRule } from './MeshRule';
import { proxyImageType } from './proxyImageType';

const OWN_IMAGE = 'sidecar.istio.io/proxyImage';
const ENDED = ['Succeeded', 'Failed'];

/**
 * Pods run another image of the proxy than a new pod would: since an upgrade, until they are replaced.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/injection-image.go.
 */
export const proxyImageMismatch: MeshRule = view => {
  const { injectors } = view.mesh;
  if (!injectors || view.unreadable('ProxyConfig')) {
    return [];
  }
  return view.listAll<Namespace>('Namespace').flatMap(namespace => {
    const { name } = namespace.metadata;
    const { proxyImage: image, imageVariant } =
      injectors[revisionOf(view, namespace)] ?? {};
    const other =
      image === undefined
        ? []
        : view
            .list<Pod>('Pod', name)
            .filter(isInjectorsChoice)
            .flatMap(pod => {
              const type = proxyImageType(view, pod) || imageVariant;
              const used = proxyImageOf(pod);
              return [undefined, image, `${image}-${type}`].includes(used)
                ? []
                : [{ pod: pod.metadata.name, image: used }];
            });
    const byImage = [...groupBy(other, one => one.image)].map(
      ([used, pods]) =>
        `${pods
          .map(({ pod }) => pod)
          .sort()
          .join(', ')} (${used})`,
    );
    return byImage.length === 0
      ? []
      : [
          {
            severity: 'warning',
            object: about(namespace),
            message: `New pods get the proxy ${image}; these have another: ${byImage.join('; ')}.`,
            action: 'Restart their workloads.',
          },
        ];
  });
};

/** The control plane that injects a namespace; empty when none does. */
function revisionOf(
  { mesh }: ClusterView,
  { metadata: { labels = {} } }: Namespace,
): string {
  const isEnabled = labels['istio-injection'] === 'enabled';
  const revision = labels['istio.io/rev'] ?? (isEnabled ? 'default' : '');
  return mesh.revisionTags[revision] ?? revision;
}

/** Whether the injector chose the image, and would choose anew. */
function isInjectorsChoice({ metadata, status }: Pod): boolean {
  return (
    !metadata.annotations?.[OWN_IMAGE] && !ENDED.includes(status?.phase ?? '')
  );
}

function proxyImageOf({ spec = {} }: Pod): string | undefined {
  return [...(spec.containers ?? []), ...(spec.initContainers ?? [])].find(
    ({ name }) => name === 'istio-proxy',
  )?.image;
}
