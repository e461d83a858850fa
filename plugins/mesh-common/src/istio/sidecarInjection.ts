import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import {
  LabelSelector,
  matchesLabelSelector,
} from '../kubernetes/labelSelector';
import { systemNamespaces } from './webhookSelectors';

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const INJECTION = 'istio-injection';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The control planes whose webhooks exist in a cluster. */
export interface InstalledRevisions {
  revisions: string[];
  /** Revision tags, each with the revision it points at. */
  tags?: Record<string, string>;
  /** Helm value `sidecarInjectorWebhook.enableNamespacesByDefault`. */
  enableNamespacesByDefault?: boolean;
}

/**
 * The revision whose webhook selects a new pod by labels, or undefined when none does. The first rule that fits decides:
 *
 * 1. Pod label `sidecar.istio.io/inject: "false"`: none.
 * 2. Namespace label `istio-injection`: `enabled` is the default revision, any other value none. Revision labels, on the
 *    namespace or the pod, do not count then.
 * 3. Namespace label `istio.io/rev`: the installed revision or tag of that name. The pod's own label does not count then.
 * 4. Pod label `istio.io/rev`: the installed revision or tag of that name.
 * 5. Pod label `sidecar.istio.io/inject: "true"`: the default revision.
 * 6. No inject label, and namespaces are enabled by default: the default revision, except in system namespaces.
 *
 * The default revision is what the tag `default` points at, else the revision of that name. A tag is answered with its
 * revision. Istiod can still decline the pod, see {@link injectRequired}.
 *
 * Source: istio manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml and
 * revision-tags-mwc.yaml.
 */
export function injectingRevision(options: {
  namespace: Namespace;
  pod: Pod;
  installed: InstalledRevisions;
}): string | undefined {
  const { namespace, pod, installed } = options;
  const namespaceLabels = namespace.metadata.labels ?? {};
  const podLabels = pod.metadata.labels ?? {};
  const tags = new Map(Object.entries(installed.tags ?? {}));
  const resolve = (name: string) =>
    tags.get(name) ?? installed.revisions.find(revision => revision === name);

  if (podLabels[INJECT] === 'false') {
    return undefined;
  }
  if (namespaceLabels[INJECTION] !== undefined) {
    return namespaceLabels[INJECTION] === 'enabled'
      ? resolve('default')
      : undefined;
  }
  if (namespaceLabels[REVISION] !== undefined) {
    return resolve(namespaceLabels[REVISION]);
  }
  if (podLabels[REVISION] !== undefined) {
    return resolve(podLabels[REVISION]);
  }
  if (podLabels[INJECT] === 'true') {
    return resolve('default');
  }
  // The API server puts the name label on every namespace; one read from a file may still lack it.
  const name = namespaceLabels[NAMESPACE_NAME] ?? namespace.metadata.name;
  return installed.enableNamespacesByDefault === true &&
    podLabels[INJECT] === undefined &&
    !systemNamespaces.includes(name)
    ? resolve('default')
    : undefined;
}

/**
 * Whether istiod injects a pod that its webhook received. Host network and system namespaces are never injected, nor is
 * anything under a policy other than `enabled` and `disabled`. Otherwise `sidecar.istio.io/inject` decides, the label
 * hiding the annotation, where it is exactly "true" or "false"; else a matching never-selector, else a matching
 * always-selector, else the policy. A selector without requirements is passed over.
 *
 * Source: istio pkg/kube/inject/inject.go, `injectRequired`.
 */
export function injectRequired(options: {
  pod: Pod;
  policy?: string;
  neverInjectSelector?: LabelSelector[];
  alwaysInjectSelector?: LabelSelector[];
}): boolean {
  const { pod, policy = 'enabled' } = options;
  const { labels, annotations, namespace } = pod.metadata;

  if (
    pod.spec?.hostNetwork === true ||
    (namespace !== undefined && systemNamespaces.includes(namespace)) ||
    (policy !== 'enabled' && policy !== 'disabled')
  ) {
    return false;
  }
  const wish = labels?.[INJECT] ?? annotations?.[INJECT];
  if (wish === 'true' || wish === 'false') {
    return wish === 'true';
  }
  const selects = (selector: LabelSelector) =>
    !isEmpty(selector) && matchesLabelSelector(selector, labels);
  if (options.neverInjectSelector?.some(selects)) {
    return false;
  }
  if (options.alwaysInjectSelector?.some(selects)) {
    return true;
  }
  return policy === 'enabled';
}

function isEmpty(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 &&
    (selector.matchExpressions ?? []).length === 0
  );
}
