import { Service, WorkloadObject } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { namespaceOf } from './objects';

const MANAGED = 'gateway.istio.io/managed';
const WAYPOINT = 'istio.io-mesh-controller';

/** Deployments whose pods get a sidecar, each with the Services that lead to them. Waypoints are left out. */
export function servicesOfDeployments(
  view: ClusterView,
): { deployment: WorkloadObject; services: Service[] }[] {
  return view
    .listAll<WorkloadObject>('Deployment')
    .filter(
      deployment =>
        deployment.metadata.labels?.[MANAGED] !== WAYPOINT &&
        isInMesh(view, deployment),
    )
    .map(deployment => ({
      deployment,
      services: view
        .list<Service>('Service', namespaceOf(deployment))
        .filter(
          ({ spec }) =>
            Object.keys(spec?.selector ?? {}).length > 0 &&
            matchesLabels(
              { matchLabels: spec?.selector },
              deployment.spec?.template?.metadata?.labels,
            ),
        ),
    }));
}

const INJECT = 'sidecar.istio.io/inject';

/** Source: istio pkg/config/analysis/analyzers/util/in_mesh.go. */
function isInMesh(view: ClusterView, { spec, metadata }: WorkloadObject) {
  const { template } = spec ?? {};
  if (
    template?.spec?.containers?.some(
      ({ name, image }) => name === 'istio-proxy' && image,
    )
  ) {
    return true;
  }
  const asked =
    template?.metadata?.labels?.[INJECT] ??
    template?.metadata?.annotations?.[INJECT];
  return asked === undefined
    ? view.get('Namespace', '', metadata.namespace ?? '')?.metadata.labels?.[
        'istio-injection'
      ] === 'enabled'
    : asked === 'true';
}
