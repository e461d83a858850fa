import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { servicesOfDeployments } from './servicesOfDeployment';

/**
 * Services of one Deployment give the same port different protocols. A pod has one listener for the port, so one of them
 * is wrong.
 *
 * Source: istio pkg/config/analysis/analyzers/deployment/services.go.
 */
export const servicesDisagreeOnProtocol: MeshRule = view =>
  servicesOfDeployments(view).flatMap(({ deployment, services }) => {
    const ports = services.flatMap(service =>
      (service.spec?.ports ?? []).map(({ port, protocol = 'TCP' }) => ({
        port,
        protocol,
        service: service.metadata.name,
      })),
    );
    return [...groupBy(ports, ({ port }) => String(port)).values()]
      .filter(same => new Set(same.map(({ protocol }) => protocol)).size > 1)
      .map(same => ({
        severity: 'warning' as const,
        object: about(deployment),
        message: `Services ${same
          .map(({ service }) => service)
          .sort()
          .join(
            ', ',
          )} lead to the same pods and give port ${same[0].port} different protocols.`,
        action: 'Give the port one protocol in all of them.',
      }));
  });
