import { Service } from '../../kubernetes/KubernetesObject';
import { matchesLabels } from '../../kubernetes/labelSelector';
import { Rollout } from '../Rollout';
import { canaryProblems } from './canaryProblems';
import { problems, RolloutProblem } from './RolloutProblem';
import { serviceProblems } from './serviceProblems';
import { unknownFields } from './unknownFields';

const STRATEGY = 'spec.strategy';

/**
 * Why the controller, or its `lint` command, refuses a Rollout; empty when both take it. Pod templates are judged by the API
 * server when it makes pods, and not here.
 *
 * @param services - of the rollout's namespace; without them nothing is said of the Services that it names
 *
 * Source: argo-rollouts pkg/apis/rollouts/validation/{validation,validation_references}.go.
 */
export function rolloutProblems(
  rollout: Rollout,
  services: readonly Service[] = [],
): RolloutProblem[] {
  const { spec } = rollout;
  return [
    ...unknownFields(rollout),
    ...problems([
      (spec?.replicas ?? 1) < 0,
      'spec.replicas',
      'must be greater than or equal to 0',
    ]),
    ...selectorProblems(rollout),
    ...problems([
      (spec?.progressDeadlineSeconds ?? 600) <= (spec?.minReadySeconds ?? 0),
      'spec.progressDeadlineSeconds',
      'must be greater than minReadySeconds',
    ]),
    ...strategyProblems(rollout),
    ...serviceProblems(rollout, services),
  ];
}

function selectorProblems({ spec }: Rollout): RolloutProblem[] {
  const { selector, template, workloadRef } = spec ?? {};
  if (workloadRef) {
    return problems([
      Boolean(template?.spec),
      'spec.template',
      'template must be empty for workload reference rollout',
    ]);
  }
  const labels = template?.metadata?.labels;
  return problems(
    [!selector, 'spec.selector', "Rollout has missing field '.spec.selector'"],
    [
      Boolean(selector && Object.keys(selector).length === 0),
      'spec.selector',
      'empty selector is invalid for deployment',
    ],
    [
      Boolean(selector && template && !matchesLabels(selector, labels)),
      'spec.template.metadata.labels',
      '`selector` does not match template `labels`',
    ],
  );
}

function strategyProblems(rollout: Rollout): RolloutProblem[] {
  const { blueGreen, canary } = rollout.spec?.strategy ?? {};
  if (!blueGreen && !canary) {
    return problems([
      true,
      STRATEGY,
      "Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'",
    ]);
  }
  if (blueGreen && canary) {
    return problems([true, STRATEGY, 'Multiple Strategies can not be listed']);
  }
  return blueGreen ? blueGreenProblems(rollout) : canaryProblems(rollout);
}

function blueGreenProblems({ spec }: Rollout): RolloutProblem[] {
  const { activeService, previewService, scaleDownDelayRevisionLimit } =
    spec?.strategy?.blueGreen ?? {};
  return problems(
    [
      activeService !== undefined && activeService === previewService,
      `${STRATEGY}.blueGreen.activeService`,
      'This rollout uses the same service for the active and preview services, but two different services are required.',
    ],
    [
      (scaleDownDelayRevisionLimit ?? 0) > (spec?.revisionHistoryLimit ?? 10),
      `${STRATEGY}.blueGreen.scaleDownDelayRevisionLimit`,
      "This rollout's revision history limit can not be smaller than the rollout's scale down limit",
    ],
  );
}
