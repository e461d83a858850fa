import { Canary } from '../flagger/Canary';
import { listOf } from '../listOf';
import { Rollout } from '../Rollout';
import { writtenVirtualServices } from '../writtenVirtualServices';

/** What is delivered, and by what. */
interface Delivered {
  workload?: { kind: string; namespace: string; name: string };
  rollout?: Rollout;
  canary?: Canary;
  /** Of the namespace. */
  rollouts?: readonly Rollout[];
  canaries?: readonly Canary[];
}

const UNDO =
  'two controllers that both move its traffic undo each other’s work';

/** Controllers besides the one that delivers a workload, each as one sentence. */
export function otherControllers(delivered: Delivered): string[] {
  return [
    ...canariesBesides(delivered),
    ...rolloutsOfDeployment(delivered),
    ...rolloutsOfRoutes(delivered),
  ];
}

function canariesBesides({
  workload,
  rollout,
  canary,
  canaries,
}: Delivered): string[] {
  const reference = rollout?.spec?.workloadRef;
  const targets = [workload, reference].flatMap(one =>
    one ? [`${one.kind}/${one.name}`] : [],
  );
  const namespace = workload?.namespace ?? rollout?.metadata?.namespace;
  return listOf(canaries)
    .filter(one => {
      const { kind, name } = one.spec?.targetRef ?? {};
      return (
        // The Canary that delivers is another one's rival, and not its own.
        (rollout !== undefined || one !== canary) &&
        one.metadata?.namespace === namespace &&
        targets.includes(`${kind}/${name}`)
      );
    })
    .map(
      ({ metadata }) =>
        `Canary ${metadata?.name} of Flagger names the same workload: ${UNDO}.`,
    );
}

function rolloutsOfDeployment({
  workload,
  rollout,
  canary,
  rollouts,
}: Delivered): string[] {
  return canary === undefined || rollout !== undefined
    ? []
    : listOf(rollouts)
        .filter(({ metadata, spec }) => {
          const { kind, name } = spec?.workloadRef ?? {};
          return (
            metadata?.namespace === workload?.namespace &&
            kind === workload?.kind &&
            name === workload?.name
          );
        })
        .map(
          ({ metadata }) =>
            `Rollout ${metadata?.name} takes its pods from the same workload: ${UNDO}.`,
        );
}

/** Two rollouts may write different routes of one VirtualService. */
function rolloutsOfRoutes({ rollout, rollouts }: Delivered): string[] {
  const own = rollout ? writtenVirtualServices(rollout) : [];
  return listOf(rollouts)
    .filter(
      ({ metadata }) =>
        metadata?.name !== rollout?.metadata?.name ||
        metadata?.namespace !== rollout?.metadata?.namespace,
    )
    .flatMap(other =>
      writtenVirtualServices(other).flatMap(theirs => {
        const shared = own.find(
          one => one.name === theirs.name && one.namespace === theirs.namespace,
        );
        return shared && overlaps(shared.routes, theirs.routes)
          ? [
              `Rollout ${other.metadata?.name} writes its weights into the same routes of VirtualService ${theirs.name}: each undoes what the other writes.`,
            ]
          : [];
      }),
    );
}

/** No names stand for the only route. */
function overlaps(a: string[], b: string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some(name => b.includes(name));
}
