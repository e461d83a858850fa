import { Problem, errors } from '../Problem';
import { exportToProblems } from './exportTo';
import { isIstioLabel, isWildcardName } from './hostNames';
import { comparedLabels } from './labels';
import { TrafficPolicy, trafficPolicyProblems } from './trafficPolicy';
import { Selector, selectorProblems } from './selector';

export interface DestinationRuleObject {
  metadata: { namespace?: string };
  spec?: {
    host?: string;
    trafficPolicy?: TrafficPolicy;
    subsets?: {
      name?: string;
      labels?: Record<string, string>;
      trafficPolicy?: TrafficPolicy;
    }[];
    exportTo?: string[];
    workloadSelector?: Selector;
  };
}

/**
 * What istiod's webhook says of a DestinationRule.
 *
 * Source: istio pkg/config/validation/validation.go, `ValidateDestinationRule`.
 */
export function destinationRuleProblems({
  metadata: { namespace },
  spec = {},
}: DestinationRuleObject): Problem[] {
  const { host = '', subsets = [], workloadSelector } = spec;
  return [
    ...errors([
      !isWildcardName(host),
      'spec.host',
      `"${host}" is no name of a host.`,
    ]),
    ...trafficPolicyProblems(
      spec.trafficPolicy,
      'spec.trafficPolicy',
      namespace,
    ),
    ...subsets.flatMap(({ name = '', labels, trafficPolicy }, index) => {
      const at = `spec.subsets[${index}]`;
      return [
        ...errors(
          [
            subsets.findIndex(other => other.name === name) !== index,
            `${at}.name`,
            `${name} is in the list already.`,
          ],
          [
            !isIstioLabel(name),
            `${at}.name`,
            `"${name}" is no name of a subset.`,
          ],
        ),
        ...comparedLabels(labels, `${at}.labels`),
        // The webhook passes on no warnings of a subset.
        ...trafficPolicyProblems(
          trafficPolicy,
          `${at}.trafficPolicy`,
          namespace,
        ).filter(({ severity }) => severity === 'error'),
      ];
    }),
    ...exportToProblems(spec.exportTo, namespace, {
      onlyOwn: workloadSelector !== undefined,
    }),
    ...selectorProblems(workloadSelector, 'spec.workloadSelector'),
  ];
}
