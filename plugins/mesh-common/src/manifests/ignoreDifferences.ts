import { toYaml } from './toYaml';
import { headerRoute } from './rollout';

interface IgnoredDifference {
  group?: string;
  kind: string;
  namespace: string;
  name: string;
  jqPathExpressions: string[];
}

const istio = { group: 'networking.istio.io' };

/** What Argo Rollouts writes into objects that Git has too. */
export function writtenByRollouts(of: {
  namespace: string;
  virtualServices: readonly string[];
  destinationRule: string;
  /** Whether requests can ask for the new version by a header. */
  byHeader: boolean;
}): IgnoredDifference[] {
  const { namespace, virtualServices, destinationRule, byHeader } = of;
  return [
    ...virtualServices.map(name => ({
      ...istio,
      kind: 'VirtualService',
      namespace,
      name,
      jqPathExpressions: [
        '.spec.http[].route[].weight',
        ...(byHeader
          ? [`.spec.http[] | select(.name == "${headerRoute}")`]
          : []),
      ],
    })),
    {
      ...istio,
      kind: 'DestinationRule',
      namespace,
      name: destinationRule,
      jqPathExpressions: [
        '.spec.subsets[].labels."rollouts-pod-template-hash"',
      ],
    },
  ];
}

/** What Flagger writes into objects that Git has too. */
export function writtenByFlagger(of: {
  namespace: string;
  service: string;
  deployment: string;
}): IgnoredDifference[] {
  const { namespace, service, deployment } = of;
  return [
    {
      kind: 'Service',
      namespace,
      name: service,
      jqPathExpressions: ['.spec.selector'],
    },
    {
      group: 'apps',
      kind: 'Deployment',
      namespace,
      name: deployment,
      jqPathExpressions: ['.spec.replicas'],
    },
  ];
}

/**
 * The part of an Application by which Argo CD leaves to a canary's controller what that writes, as YAML. Without the sync
 * options it would show no difference and still put Git's values back with every sync.
 *
 * Source: Argo CD's documentation of diff customization and sync options.
 */
export function ignoreDifferences(differences: IgnoredDifference[]): string {
  return toYaml({
    spec: {
      ignoreDifferences: differences,
      syncPolicy: {
        syncOptions: [
          'ApplyOutOfSyncOnly=true',
          'RespectIgnoreDifferences=true',
        ],
      },
    },
  });
}
