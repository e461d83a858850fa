import { Pod } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { ClusterView } from '../view/ClusterView';
import { isFinished, Workload } from './Workload';

/**
 * The Service of a workload that leads to more than one version of it, by the label `version` of the pods; undefined when
 * there is none, as there are no shares to ask the metrics about. Of several, the one that is called like the workload.
 */
export function versionedService(
  view: ClusterView,
  { name, namespace, services }: Workload,
): string | undefined {
  const found = services
    .filter(({ spec }) => {
      const versions = view
        .list<Pod>('Pod', namespace.metadata.name)
        .filter(
          pod =>
            !isFinished(pod) &&
            matchesLabels({ matchLabels: spec?.selector }, pod.metadata.labels),
        )
        .map(({ metadata }) => metadata.labels?.version);
      return new Set(versions).size > 1;
    })
    .map(({ metadata }) => metadata.name)
    .sort();
  return found.find(service => service === name) ?? found.at(0);
}
