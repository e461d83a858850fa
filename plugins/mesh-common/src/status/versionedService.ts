import { isPodReady } from '../kubernetes/isPodReady';
import { Pod, Service } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { groupBy } from '../groupBy';
import { ClusterView } from '../view/ClusterView';
import { podProxy } from './podProxy';
import { ServedVersion } from './TargetStatus';
import { isFinished, Workload } from './Workload';

/** A Service that leads to more than one version, and their pods. */
export interface VersionedService {
  service: string;
  versions: ServedVersion[];
}

/**
 * The Service of a workload that leads to more than one version of it, by the label `version` of the pods; undefined when
 * there is none. Of several, the one that is called like the workload.
 */
export function versionedService(
  view: ClusterView,
  { name, namespace, services }: Workload,
): VersionedService | undefined {
  const found = services
    .map(service => ({
      service: service.metadata.name,
      versions: versionsBehind(view, namespace.metadata.name, service),
    }))
    .filter(({ versions }) => versions.length > 1)
    .sort((a, b) => (a.service < b.service ? -1 : 1));
  return found.find(({ service }) => service === name) ?? found.at(0);
}

function versionsBehind(
  view: ClusterView,
  namespace: string,
  { spec }: Service,
): ServedVersion[] {
  const pods = view
    .list<Pod>('Pod', namespace)
    .filter(
      pod =>
        !isFinished(pod) &&
        matchesLabels({ matchLabels: spec?.selector }, pod.metadata.labels),
    );
  const byVersion = groupBy(pods, ({ metadata }) => metadata.labels?.version);
  return [...byVersion]
    .map(([version, its]) => ({
      ...(version !== undefined && { version }),
      pods: {
        total: its.length,
        ready: its.filter(isPodReady).length,
        withReadyProxy: its.filter(hasReadyProxy).length,
      },
    }))
    .sort((a, b) => ((a.version ?? '') < (b.version ?? '') ? -1 : 1));
}

function hasReadyProxy(pod: Pod): boolean {
  const { mesh, ready } = podProxy(pod);
  return mesh !== 'none' && ready;
}
