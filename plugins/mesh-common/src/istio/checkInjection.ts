import { Namespace, Pod } from '../kubernetes/KubernetesObject';
import {
  LabelSelector,
  matchesLabelSelector,
} from '../kubernetes/labelSelector';
import { webhookSelectors, WebhookSelectors } from './webhookSelectors';

/** The webhook of a control plane, or of a revision tag. */
export interface Injector {
  /** Of its MutatingWebhookConfiguration. */
  name: string;
  /** Of the revision, or of the tag where it is one of a tag. */
  revision: string;
  /** Left there by an upgrade with selectors that match nothing. */
  deactivated?: boolean;
  enableNamespacesByDefault?: boolean;
}

/** A label, as `key=value`. */
type Label = string;

/** Why a webhook takes a pod or does not, with the labels that decide. */
export type InjectionReason =
  | { code: 'namespace-label-match'; namespaceLabel: Label }
  | { code: 'pod-label-match'; podLabel: Label }
  | {
      code: 'namespace-and-pod-label-match';
      namespaceLabel: Label;
      podLabel: Label;
    }
  /** The mesh injects namespaces that say nothing. */
  | { code: 'injected-by-default' }
  | { code: 'pod-label-prevents'; podLabel: Label }
  | { code: 'namespace-label-prevents'; namespaceLabel: Label }
  | { code: 'webhook-deactivated' }
  | { code: 'no-match' };

/** What one webhook makes of a pod. */
export interface InjectionCheck {
  webhook: string;
  revision: string;
  injected: boolean;
  why: InjectionReason;
}

/**
 * What each webhook would do with a new pod, judged by labels alone, with the label that decides. Of a revision that injects
 * there is at most one. Istiod can still decline the pod, see `injectRequired`.
 *
 * Source: istio istioctl/pkg/checkinject/checkinject.go, `analyzeRunningWebhooks`.
 */
export function checkInjection(options: {
  namespace: Namespace;
  pod: Pod;
  injectors: readonly Injector[];
}): InjectionCheck[] {
  const { namespace, pod, injectors } = options;
  const labels = {
    // The API server puts the name label on every namespace; one read from a file may still lack it.
    namespace: {
      'kubernetes.io/metadata.name': namespace.metadata.name,
      ...namespace.metadata.labels,
    },
    pod: pod.metadata.labels ?? {},
  };
  return injectors.map(injector => ({
    webhook: injector.name,
    revision: injector.revision,
    ...judge(injector, labels),
  }));
}

interface Labels {
  namespace: Record<string, string>;
  pod: Record<string, string>;
}

function judge(
  { revision, deactivated, enableNamespacesByDefault }: Injector,
  labels: Labels,
): Pick<InjectionCheck, 'injected' | 'why'> {
  if (deactivated) {
    return { injected: false, why: { code: 'webhook-deactivated' } };
  }
  const webhooks = webhookSelectors({
    name: revision,
    enableNamespacesByDefault,
  });
  for (const webhook of webhooks) {
    const namespace = matchesLabelSelector(webhook.namespace, labels.namespace);
    const pod = matchesLabelSelector(webhook.pod, labels.pod);
    if (namespace && pod) {
      return { injected: true, why: takenBy(webhook, labels) };
    }
    const why = namespace
      ? refusedByPod(webhook, labels)
      : pod && refusedByNamespace(labels);
    if (why) {
      return { injected: false, why };
    }
  }
  return { injected: false, why: { code: 'no-match' } };
}

function takenBy(webhook: WebhookSelectors, labels: Labels): InjectionReason {
  const namespaceLabel = askedLabel(webhook.namespace, labels.namespace);
  const podLabel = askedLabel(webhook.pod, labels.pod);
  if (namespaceLabel !== undefined) {
    return podLabel === undefined
      ? { code: 'namespace-label-match', namespaceLabel }
      : { code: 'namespace-and-pod-label-match', namespaceLabel, podLabel };
  }
  return podLabel === undefined
    ? { code: 'injected-by-default' }
    : { code: 'pod-label-match', podLabel };
}

/** The first label that is there and that a selector looks at the value of. */
function askedLabel(
  { matchExpressions = [] }: LabelSelector,
  labels: Record<string, string>,
): Label | undefined {
  const asked = matchExpressions.find(
    ({ key, operator }) =>
      // Every namespace has a name, so that it decides nothing.
      key !== 'kubernetes.io/metadata.name' &&
      (operator === 'In' || operator === 'NotIn') &&
      labels[key] !== undefined,
  );
  return asked && `${asked.key}=${labels[asked.key]}`;
}

function refusedByPod(
  { pod: { matchExpressions = [] } }: WebhookSelectors,
  { pod }: Labels,
): InjectionReason | undefined {
  const against = matchExpressions.find(({ key, operator, values = [] }) =>
    operator === 'NotIn'
      ? values.includes(pod[key])
      : operator === 'DoesNotExist' && pod[key] !== undefined,
  );
  return (
    against && {
      code: 'pod-label-prevents',
      podLabel: `${against.key}=${pod[against.key]}`,
    }
  );
}

function refusedByNamespace({
  namespace,
}: Labels): InjectionReason | undefined {
  const value = namespace['istio-injection'];
  return value === undefined || value === 'enabled'
    ? undefined
    : {
        code: 'namespace-label-prevents',
        namespaceLabel: `istio-injection=${value}`,
      };
}
