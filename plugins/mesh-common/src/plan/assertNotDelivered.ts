import { CanaryStrategy, Rollout } from '../delivery';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { isManaged } from '../manifests/managed';
import { PlanContext } from './PlanContext';
import { PlanError } from './PlanError';

/**
 * Refuses a canary for pods that a Rollout of somebody else delivers already: the workload is one, or one takes its
 * template from it. Two controllers that count and replace the same pods, or that write the same weights, undo each
 * other's work. The message says what that Rollout does and where it can be changed.
 *
 * @throws PlanError
 */
export function assertNotDelivered(context: PlanContext): void {
  const { manifest, target } = context;
  const { workload } = target;
  const { object, path } = manifest;
  if (isRollout(object)) {
    throw new PlanError(
      `${workload} is a Rollout in ${path} already, and a plan does not change how a Rollout delivers. ${advice(object)}`,
      ['canary'],
    );
  }
  const theirs = rolloutsOfOthers(context).find(
    ({ rollout: { spec } }) =>
      spec?.workloadRef?.kind === object.kind &&
      spec.workloadRef.name === workload,
  );
  if (theirs) {
    const { name } = theirs.rollout.metadata;
    throw new PlanError(
      `The Rollout ${name} in ${theirs.where} runs pods from the template of ${workload} already (workloadRef), and two controllers must not deliver the same pods. ${advice(theirs.rollout)} Or take that Rollout away first, once ${workload} runs all its pods again.`,
      ['canary'],
    );
  }
}

/** What its owners can do, which depends on the strategy they chose. */
function advice({ spec }: Rollout): string {
  const leaveOut = 'Leave the canary out of the profile';
  const { blueGreen, canary } = spec?.strategy ?? {};
  if (blueGreen) {
    return `${leaveOut}: spec.strategy.blueGreen there moves all requests at once. For a canary write spec.strategy.canary in its place.`;
  }
  const routers = routersOf(canary);
  return routers.length > 0
    ? `${leaveOut}: it shifts requests by ${routers.join(' and ')}. Its steps are changed there, in spec.strategy.canary.steps.`
    : `${leaveOut}: without spec.strategy.canary.trafficRouting there, requests follow the number of pods. Name the routes of your own VirtualService there to shift them by weight.`;
}

function routersOf(canary: CanaryStrategy | undefined): string[] {
  const { managedRoutes, maxTrafficWeight, plugins, ...routers } =
    canary?.trafficRouting ?? {};
  return [...Object.keys(routers), ...Object.keys(plugins ?? {})];
}

function rolloutsOfOthers({ objects, view, target }: PlanContext) {
  return [
    ...objects.map(({ object, path }) => ({ object, where: path })),
    ...view
      .list<KubernetesObject>('Rollout', target.namespace)
      .map(object => ({ object, where: `cluster ${target.cluster}` })),
  ].flatMap(({ object, where }) =>
    isRollout(object) && !isManaged(object) ? [{ rollout: object, where }] : [],
  );
}

function isRollout(object: KubernetesObject): object is Rollout {
  return object.kind === 'Rollout';
}
