import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { servicesOfDeployments } from './servicesOfDeployment';

/**
 * Several ports of Services lead to one port of the same pods. A pod has one listener for it, so the settings of one port
 * apply to the requests of the other.
 *
 * Source: istio pkg/config/analysis/analyzers/deployment/services.go.
 */
export const servicesShareTargetPort: MeshRule = view =>
  servicesOfDeployments(view).flatMap(({ deployment, services }) => {
    const ports = services.flatMap(service =>
      (service.spec?.ports ?? []).map(({ port, targetPort }) => ({
        port,
        target: String(targetPort || port),
        service: service.metadata.name,
      })),
    );
    return [...groupBy(ports, ({ target }) => target)]
      .filter(([, same]) => new Set(same.map(({ port }) => port)).size > 1)
      .map(([target, same]) => ({
        severity: 'warning' as const,
        object: about(deployment),
        message: `Ports ${[...new Set(same.map(({ port }) => port))].sort((a, b) => a - b).join(', ')} of ${[...new Set(same.map(({ service }) => service))].sort().join(', ')} all lead to port ${target} of the same pods, which have one listener for it.`,
        action:
          'Use one port for it in all Services, or a target port for each.',
      }));
  });
