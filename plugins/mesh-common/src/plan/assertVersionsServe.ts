import { KubernetesObject, Pod } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';
import { targetService } from './targetService';

/**
 * Refuses to route requests to a version that no pod behind the Service has, which would answer 503 to all of them.
 *
 * @throws PlanError
 */
export function assertVersionsServe(
  context: PlanContext,
  versions: readonly string[],
): void {
  const { view, target, objects } = context;
  const { host, selector } = targetService(context);
  const labelled = [
    ...view
      .list<Pod>('Pod', target.namespace)
      .map(({ metadata }) => metadata.labels),
    ...objects.map(({ object }) => templateLabels(object)),
  ];
  for (const version of versions) {
    const serves = labelled.some(
      labels =>
        labels !== undefined &&
        matchesLabels({ matchLabels: { ...selector, version } }, labels),
    );
    if (!serves) {
      throw new PlanError(
        `No pod behind the Service ${host} has the label version: ${version}, neither in cluster ${target.cluster} nor in the folder of ${target.workload}. Deploy that version beside the one that serves, with this label and those that the Service selects by, or correct versions in the profile.`,
      );
    }
  }
}

function templateLabels(
  object: KubernetesObject & {
    spec?: { template?: { metadata?: { labels?: Record<string, string> } } };
  },
): Record<string, string> | undefined {
  return object.spec?.template?.metadata?.labels;
}
