import type { DeliveryStatus } from '../deliveryStatus';
import { DeliveryVersion } from '../deliveryVersions';
import { PossibleAction } from './RolloutAction';

/** The part of a delivery that tells what an action does to it. */
export type ActedDelivery = Pick<
  DeliveryStatus,
  'strategy' | 'steps' | 'versions'
>;

/**
 * What an action will do, in sentences for the person who is asked to confirm it.
 *
 * Source: argo-rollouts rollout/{canary,bluegreen,pause,sync}.go, which act on the fields that the patches set.
 */
export function describeAction(
  action: PossibleAction,
  delivery: ActedDelivery,
): string[] {
  switch (action.action) {
    case 'promote':
      return describePromotion(action, delivery);
    case 'promote-full':
      return describeFullPromotion(action, delivery);
    case 'abort':
      return [
        `${delivery.strategy === 'blue-green' ? 'Callers stay with' : 'All traffic goes back to'} ${stable(delivery)}.`,
        `${subject(action, delivery)} stays in Git: as long as Git is not reverted, it can be tried again.`,
      ];
    case 'retry':
      return [
        `${subject(action, delivery)} is tried again${delivery.steps[0] ? `, from the first step: ${delivery.steps[0].text}` : ''}.`,
        'Its analysis begins anew.',
      ];
    default:
      return action.action satisfies never;
  }
}

function describePromotion(
  action: PossibleAction,
  { strategy, steps, versions }: ActedDelivery,
): string[] {
  const delivery = { strategy, steps, versions };
  if (strategy === 'blue-green') {
    return [
      `The pause ends. ${subject(action, delivery)} gets all traffic in place of ${stable(delivery)}.`,
      ...unpaused(action),
    ];
  }
  const at = action.seen.stepIndex ?? 0;
  const skips = skipsStep(action) && at < steps.length;
  const next = steps[at + 1]?.text;
  return [
    skips
      ? `Step ${at + 1} of ${steps.length} (${steps[at].text}) is left without waiting for its end.`
      : 'The pause ends.',
    next === undefined
      ? `No step is left. ${subject(action, delivery)} gets 100 % of the traffic.`
      : `${subject(action, delivery)} goes on with step ${at + 2} of ${steps.length}: ${next}.`,
    ...unpaused(action),
  ];
}

function describeFullPromotion(
  action: PossibleAction,
  delivery: ActedDelivery,
): string[] {
  const left = delivery.steps.length - (action.seen.stepIndex ?? 0);
  return [
    `${subject(action, delivery)} gets 100 % of the traffic now, as soon as its pods are ready.`,
    left > 0
      ? `${left === 1 ? 'The step that is left is' : `The ${left} steps that are left are`} skipped, with every pause and analysis.`
      : 'Every pause and analysis that is left is skipped.',
    ...(action.seen.aborted
      ? ['It was aborted: what made it fail may still be there.']
      : []),
    ...unpaused(action),
  ];
}

/** A pause in the spec belongs to Git, which has the last word. */
function unpaused({ patches }: PossibleAction): string[] {
  return patches.some(({ body }) => body.spec)
    ? [
        'The rollout is paused by its spec. That is lifted in the cluster; where Git says paused, it comes back.',
      ]
    : [];
}

function skipsStep({ patches }: PossibleAction): boolean {
  return patches.some(
    ({ body }) => body.status && 'currentStepIndex' in body.status,
  );
}

function subject(
  { seen }: PossibleAction,
  { versions }: ActedDelivery,
): string {
  const version = versions.find(({ podHash }) => podHash === seen.podHash);
  return `Version ${seen.podHash ?? 'unknown'}${images(version)}`;
}

function stable({ versions }: ActedDelivery): string {
  const version = versions.find(
    ({ role }) => role === 'stable' || role === 'active',
  );
  return version
    ? `version ${version.podHash}${images(version)}`
    : 'the stable version';
}

function images(version: DeliveryVersion | undefined): string {
  return version?.images.length ? ` (${version.images.join(', ')})` : '';
}
