import { Service } from '../../kubernetes/KubernetesObject';
import { ClusterView } from '../../view/ClusterView';
import { about, MeshFinding } from './MeshRule';
import { fullName } from './objects';

/** What clusters must agree on, each by its field and as people read it. */
const FACETS: Readonly<Record<string, (service: Service) => string>> = {
  'spec.type': ({ spec }) => spec?.type ?? 'ClusterIP',
  'spec.clusterIP': ({ spec }) =>
    spec?.clusterIP === 'None' ? 'headless' : 'with an address',
  'spec.ports': ({ spec }) =>
    (spec?.ports ?? [])
      .map(({ name = '', port, protocol = 'TCP', targetPort, appProtocol }) =>
        [name, `${port}/${protocol}`, '->', targetPort ?? port, appProtocol]
          .filter(Boolean)
          .join(' '),
      )
      .sort()
      .join(', '),
};

/** Each cluster has one for its own API server. */
const OWN = ['default/kubernetes'];

/**
 * Services of one name that are not the same in each cluster of a mesh. The mesh takes them for one, and answers by whichever
 * cluster it looks at. Ports of nodes may differ: each cluster chooses its own.
 *
 * Source: istio pkg/config/analysis/analyzers/multicluster/service.go.
 *
 * @param views - one for each cluster; those whose Services could not be read say nothing
 */
export function servicesDiffer(views: readonly ClusterView[]): MeshFinding[] {
  const byName = new Map<string, { cluster: string; service: Service }[]>();
  for (const view of views.filter(one => !one.unreadable('Service'))) {
    for (const service of view.listAll<Service>('Service')) {
      const name = fullName(service);
      const same = byName.get(name) ?? [];
      byName.set(name, same);
      same.push({ cluster: view.cluster, service });
    }
  }
  return [...byName]
    .filter(([name]) => !OWN.includes(name))
    .flatMap(([name, services]) => {
      const differing = Object.entries(FACETS).flatMap(([field, facet]) => {
        const said = services.map(({ service }) => facet(service));
        return new Set(said).size > 1 ? [{ field, said }] : [];
      });
      const [first] = differing;
      return first === undefined
        ? []
        : [
            {
              severity: 'warning' as const,
              object: about(services[0].service, first.field),
              message: `Service ${name} is not the same in all clusters: ${differing
                .map(
                  ({ field, said }) =>
                    `${field} is ${said.map((text, i) => `${text} in ${services[i].cluster}`).join(' and ')}`,
                )
                .join('; ')}.`,
              action:
                'Make them the same, or give one another name if it is another service.',
            },
          ];
    });
}
