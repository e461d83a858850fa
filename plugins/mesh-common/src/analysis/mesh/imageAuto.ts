import {
  Namespace,
  Pod,
  PodSpec,
  WorkloadObject,
} from '../../kubernetes/KubernetesObject';
import { matchesLabelSelector } from '../../kubernetes/labelSelector';
import { about, MeshRule } from './MeshRule';
import { namespaceOf, WebhookConfiguration } from './objects';

const hasAutoImage = (spec: PodSpec | undefined) =>
  (spec?.containers ?? []).some(
    ({ name, image }) => name === 'istio-proxy' && image === 'auto',
  );

const action =
  'Label the pods and their namespace for injection, and start them when istiod is up.';

/**
 * A pod was started with the placeholder that injection replaces, so it was not injected and cannot run.
 *
 * Source: istio pkg/config/analysis/analyzers/injection/image-auto.go.
 */
export const podWithImageAuto: MeshRule = view =>
  view
    .listAll<Pod>('Pod')
    .filter(({ spec }) => hasAutoImage(spec))
    .map(pod => ({
      severity: 'error',
      object: about(pod, 'spec.containers'),
      message: `Pod ${pod.metadata.name} has the image auto, which only injection replaces, and it was not injected.`,
      action,
    }));

/** The same for pods that a Deployment will start. Source: as {@link podWithImageAuto}. */
export const deploymentWithImageAuto: MeshRule = view => {
  const webhooks = view
    .listAll<WebhookConfiguration>('MutatingWebhookConfiguration')
    .flatMap(({ webhooks: hooks = [] }) => hooks)
    .filter(({ name }) => name.endsWith('istio.io'));
  // A reader keeps only the names of webhooks, and those select nothing that could be judged.
  const canJudge = webhooks.some(
    ({ namespaceSelector, objectSelector }) =>
      namespaceSelector || objectSelector,
  );
  return view
    .listAll<WorkloadObject>('Deployment')
    .filter(({ spec }) => canJudge && hasAutoImage(spec?.template?.spec))
    .filter(deployment => {
      const name = namespaceOf(deployment) || 'default';
      const namespace = view.get<Namespace>('Namespace', '', name);
      return !webhooks.some(
        ({ namespaceSelector, objectSelector }) =>
          matchesLabelSelector(namespaceSelector, namespace?.metadata.labels) &&
          matchesLabelSelector(
            objectSelector,
            deployment.spec?.template?.metadata?.labels,
          ),
      );
    })
    .map(deployment => ({
      severity: 'warning',
      object: about(deployment, 'spec.template'),
      message: `Deployment ${deployment.metadata.name} has the image auto, which only injection replaces, and no webhook injects its pods.`,
      action,
    }));
};
