import { parse } from 'yaml';
import { z } from 'zod';
import { KubernetesObject, Pod } from '../../kubernetes/KubernetesObject';
import {
  matchesLabels,
  selectsEverything,
  WorkloadSelector,
} from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { namespaceOf } from './objects';

/** `networking.istio.io` ProxyConfig, as far as images depend on it. */
interface ProxyConfig extends KubernetesObject {
  kind: 'ProxyConfig';
  spec?: { selector?: WorkloadSelector; image?: { imageType?: string } };
}

const annotated = z.object({ image: z.object({ imageType: z.string() }) });

/**
 * Variant of the image that the proxy of a pod is to have, such as `distroless`; empty for the plain one. The closest wins:
 * what the pod says of itself, then a ProxyConfig for it, for its namespace, for all, then the mesh config.
 *
 * Source: istio pkg/config/analysis/analyzers/util/proxyconfig.go, `ImageType`, and pkg/kube/inject/inject.go, `ProxyImage`.
 */
export function proxyImageType(view: ClusterView, pod: Pod): string {
  const { annotations = {}, labels } = pod.metadata;
  const here = view.list<ProxyConfig>('ProxyConfig', namespaceOf(pod));
  const isForAll = ({ spec }: ProxyConfig) => selectsEverything(spec?.selector);
  const chosen = [
    annotations['sidecar.istio.io/proxyImageType'],
    fromAnnotation(annotations['proxy.istio.io/config']),
    ...typesOf(
      here.filter(
        one => !isForAll(one) && matchesLabels(one.spec?.selector, labels),
      ),
    ),
    ...typesOf(here.filter(isForAll)),
    ...typesOf(
      view
        .list<ProxyConfig>('ProxyConfig', view.mesh.rootNamespace)
        .filter(isForAll),
    ),
    view.mesh.proxyImageType,
  ].find(Boolean);
  return chosen === undefined || chosen === 'default' ? '' : chosen;
}

function typesOf(configs: readonly ProxyConfig[]): (string | undefined)[] {
  return configs.map(({ spec }) => spec?.image?.imageType);
}

function fromAnnotation(config = ''): string | undefined {
  try {
    return annotated.safeParse(parse(config)).data?.image.imageType;
  } catch {
    // Injection refuses it, and says so where the pod is created.
    return undefined;
  }
}
