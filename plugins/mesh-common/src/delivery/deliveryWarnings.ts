import { Service } from '../kubernetes/KubernetesObject';
import { canaryInProgress, maxWeight, wantedWeight } from './canaryWeights';
import { describeStep } from './describeStep';
import { isLate } from './isLate';
import { DeliveryPause } from './pauseOf';
import { listOf } from './listOf';
import { plannedPods } from './plannedPods';
import { Rollout } from './Rollout';
import { RoutedWeight } from './routedWeight';
import { rolloutProblems } from './validation';
import { unknownFields } from './validation/unknownFields';

/** What a rollout that was read in part lacks, and a whole one must have. */
const whole = ['spec.selector', 'spec.strategy'];

/** Percentage points from which on a weight is another one than was asked for. */
const FAR_OFF = 5;

/** What in the objects of a rollout contradicts itself, each as one sentence. */
export function deliveryWarnings(options: {
  rollout: Rollout;
  pause: DeliveryPause | undefined;
  routed: RoutedWeight;
  services?: readonly Service[];
  /** RFC 3339; without it nothing can be late. */
  now?: string;
}): string[] {
  const { rollout, pause, routed, now } = options;
  return [
    ...routed.warnings,
    ...weightWarnings(rollout, routed),
    ...refusals(rollout, options.services),
    ...podWarnings(rollout),
    ...lateWarnings(pause, now),
    ...abortWarnings(rollout),
    ...listOf(rollout.spec?.strategy?.canary?.steps)
      .map(step => describeStep(step))
      .filter(text => text.startsWith('an unknown step'))
      .map(text => `The canary has ${text}; newer releases may know it.`),
  ];
}

function weightWarnings(rollout: Rollout, routed: RoutedWeight): string[] {
  const { canary, stable, additional } = rollout.status?.canary?.weights ?? {};
  if (canary?.weight === undefined || !isUnderWay(rollout)) {
    return [];
  }
  const max = maxWeight(rollout);
  const reported = (canary.weight * 100) / max;
  const hash = canary.podTemplateHash;
  const sum = listOf([canary, stable, ...listOf(additional)]).reduce(
    (total, part) => total + (part?.weight ?? 0),
    0,
  );
  return [
    ...(routed.canary !== undefined && Math.abs(routed.canary - reported) > 0.5
      ? [
          `The controller reports ${percent(reported)} for the canary, but the routes give it ${percent(routed.canary)}.`,
        ]
      : []),
    ...(hash && hash !== rollout.status?.currentPodHash
      ? [
          `The reported weights are those of version ${hash}, and not of the current version.`,
        ]
      : []),
    ...(sum === max
      ? []
      : [`The reported weights add up to ${sum}, and not to ${max}.`]),
  ];
}

/** Where the controller has said it itself, the message does. */
function refusals(
  rollout: Rollout,
  services: readonly Service[] | undefined,
): string[] {
  const isSaid = listOf(rollout.status?.conditions).some(
    ({ type }) => type === 'InvalidSpec',
  );
  const isWhole = rollout.spec?.template || rollout.spec?.workloadRef;
  const unknown = unknownFields(rollout).map(({ field }) => field);
  const refused = rolloutProblems(rollout, services).filter(
    ({ field }) =>
      !unknown.includes(field) &&
      // A step that newer releases may know has a warning of its own.
      !unknown.some(one => one.startsWith(`${field}.`)) &&
      (isWhole || !whole.includes(field)),
  );
  return [
    ...(isSaid ? [] : refused).map(
      ({ field, message }) =>
        `The controller refuses this Rollout: ${field}: ${message.replace(/\.$/, '')}.`,
    ),
    ...unknown
      .filter(field => !/\.steps\[\d+\]\./.test(field))
      .map(
        field =>
          `${field} is no field that is known here: it has no effect, unless a newer release knows it.`,
      ),
  ];
}

/** Without a router every pod gets the same part, and few pods make few weights. */
function podWarnings(rollout: Rollout): string[] {
  const { canary } = rollout.spec?.strategy ?? {};
  const index = rollout.status?.currentStepIndex;
  if (!canaryInProgress(rollout) || canary?.trafficRouting) {
    return [];
  }
  const weight = wantedWeight(rollout);
  const pods =
    index === undefined || index >= listOf(canary?.steps).length
      ? undefined
      : plannedPods(rollout, index);
  const all = pods ? pods.canary + pods.stable : 0;
  const share = pods && all > 0 ? (pods.canary * 100) / all : weight;
  return Math.abs(share - weight) > FAR_OFF
    ? [
        `The canary is to get ${percent(weight)}, but without a router pods decide: ${pods?.canary} of ${all} pods gets about ${percent(share)}.`,
      ]
    : [];
}

function isUnderWay(rollout: Rollout): boolean {
  return canaryInProgress(rollout) || Boolean(rollout.status?.abort);
}

function lateWarnings(
  pause: DeliveryPause | undefined,
  now: string | undefined,
): string[] {
  return isLate(pause, now)
    ? [
        `The pause was to end at ${pause?.until}, but the rollout still waits: is its controller running?`,
      ]
    : [];
}

function abortWarnings({ status }: Rollout): string[] {
  return status?.abort
    ? [
        'The rollout is aborted while its spec still asks for the new version; a retry or any change starts it again.',
      ]
    : [];
}

function percent(value: number): string {
  return `${Number(value.toFixed(1))} %`;
}
