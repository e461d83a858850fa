import { readVectors } from '../../__testUtils__/vectors';
import { Rollout } from '../Rollout';
import { RolloutActionName } from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';

interface PatchCase {
  id: string;
  action: {
    name: string;
    full?: boolean;
    skipCurrentStep?: boolean;
    skipAllSteps?: boolean;
  };
  object?: { kind: string } & Rollout;
  expect: {
    patches?: { subresource: string | null; body: unknown; type: string }[];
  };
}

const vectors = readVectors<{ cases: PatchCase[] }>('rollouts/patches.yaml');

/** Actions of the controller's command line that are no actions here. */
const exceptions = [
  {
    reason: 'An undo is a pull request that reverts: a patch would fight Git.',
    ids: /^undo-/,
  },
  {
    reason:
      'Steps are not skipped one by one: a step in progress is an analysis that somebody wanted.',
    ids: /^promote-(both-skip|skip)-/,
  },
  {
    reason: 'Pausing and restarting change the spec, which belongs to Git.',
    ids: /^(pause|restart-.*)$/,
  },
  {
    reason: 'Analysis runs and Experiments are shown, and not steered.',
    ids: /^(terminate-.*|retry-experiment)$/,
  },
];

const isClaimed = ({ id }: PatchCase) =>
  !exceptions.some(({ ids }) => ids.test(id));

function nameOf({ action }: PatchCase): RolloutActionName {
  switch (action.name) {
    case 'promote':
      return action.full ? 'promote-full' : 'promote';
    case 'abort':
    case 'retry':
      return action.name;
    default:
      throw new Error(`${action.name} is not an action of ours`);
  }
}

(vectors ? describe : describe.skip)(
  'the patches of the command line of the controller',
  () => {
    it.each(vectors?.cases.filter(isClaimed) ?? [])('are sent for $id', one => {
      if (!one.object) {
        throw new Error(`${one.id} has no object`);
      }
      expect(
        rolloutPatches(nameOf(one), one.object).map(
          ({ subresource, type, body }) => ({
            subresource: subresource ?? null,
            type,
            body,
          }),
        ),
      ).toEqual(
        one.expect.patches?.map(({ subresource, type, body }) => ({
          subresource,
          type,
          body,
        })),
      );
    });

    for (const { reason, ids } of exceptions) {
      const count = vectors?.cases.filter(({ id }) => ids.test(id)).length;
      it(`leave out ${count} cases. ${reason}`, () => {
        expect(count).toBeGreaterThan(0);
      });
    }
  },
);
