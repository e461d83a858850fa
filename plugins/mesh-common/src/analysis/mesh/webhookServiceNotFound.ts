import { Service } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { injectionWebhooks } from './injectionWebhooks';
import { about, MeshRule } from './MeshRule';

/**
 * A webhook asks a control plane that is not there. Pods that it is for cannot start.
 *
 * Source: istio pkg/config/analysis/analyzers/webhook/webhook.go.
 */
export const webhookServiceNotFound: MeshRule = view =>
  injectionWebhooks(view).flatMap(({ object, field, webhook }) => {
    const { service } = webhook.clientConfig ?? {};
    return service && isKnownToLack(view, service)
      ? [
          {
            severity: 'error',
            object: about(object, `${field}.clientConfig.service`),
            message: `It asks Service ${service.namespace}/${service.name}, which does not exist: pods that are to be injected cannot start.`,
            action:
              'Delete the configuration when its control plane is gone, or correct the Service.',
          },
        ]
      : [];
  });

/** Of a namespace of which nothing was read, nothing is known to be missing. */
function isKnownToLack(
  view: ClusterView,
  { namespace, name }: { namespace: string; name: string },
): boolean {
  const known = view.list<Service>('Service', namespace);
  return (
    !view.unreadable('Service') &&
    known.length > 0 &&
    !known.some(({ metadata }) => metadata.name === name)
  );
}
