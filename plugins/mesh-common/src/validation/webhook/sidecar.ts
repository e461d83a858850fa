import { Problem, errors, warnings } from '../Problem';
import { ConnectionPool, connectionPoolProblems } from './connectionPool';
import { Destination, destinationProblems } from './destination';
import { isFullName } from './hostNames';
import { selectorLabels } from './labels';
import { SidecarEgress, egressProblems } from './sidecarEgress';
import { SidecarIngress, ingressProblems } from './sidecarIngress';

export interface SidecarObject {
  metadata: { namespace?: string };
  spec?: {
    workloadSelector?: { labels?: Record<string, string> };
    ingress?: SidecarIngress[];
    egress?: SidecarEgress[];
    inboundConnectionPool?: ConnectionPool;
    outboundTrafficPolicy?: { mode?: string; egressProxy?: Destination };
  };
}

/**
 * What istiod's webhook says of a Sidecar.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateSidecar`.
 */
export function sidecarProblems({
  metadata: { namespace = 'default' },
  spec = {},
}: SidecarObject): Problem[] {
  const { ingress = [], egress = [], workloadSelector } = spec;
  const { inboundConnectionPool, outboundTrafficPolicy } = spec;
  const labels = workloadSelector?.labels ?? {};
  const wrongLabels = selectorLabels(labels, 'spec.workloadSelector');
  if (wrongLabels.length > 0) {
    return wrongLabels;
  }
  const isEmpty =
    ingress.length + egress.length === 0 &&
    !outboundTrafficPolicy &&
    !inboundConnectionPool;
  if (isEmpty) {
    return errors([true, 'spec', 'A Sidecar must not be empty.']);
  }
  return [
    ...warnings([
      workloadSelector !== undefined && Object.keys(labels).length === 0,
      'spec.workloadSelector',
      'The selector has no labels, so it selects all workloads.',
    ]),
    ...ingressProblems(ingress),
    ...connectionPoolProblems(
      inboundConnectionPool,
      'spec.inboundConnectionPool',
    ),
    ...egressProblems(egress, namespace),
    ...outboundProblems(outboundTrafficPolicy),
  ];
}

function outboundProblems(
  policy: NonNullable<SidecarObject['spec']>['outboundTrafficPolicy'],
): Problem[] {
  const { mode = 'REGISTRY_ONLY', egressProxy } = policy ?? {};
  const path = 'spec.outboundTrafficPolicy.egressProxy';
  if (egressProxy === undefined) {
    return [];
  }
  return mode === 'ALLOW_ANY'
    ? [
        ...errors(
          [
            !isFullName(egressProxy.host ?? ''),
            `${path}.host`,
            `"${egressProxy.host}" is no full name of a host.`,
          ],
          [egressProxy.port === undefined, `${path}.port`, 'It is required.'],
        ),
        ...destinationProblems(egressProxy, path),
      ]
    : errors([true, path, 'It goes with the mode ALLOW_ANY only.']);
}
