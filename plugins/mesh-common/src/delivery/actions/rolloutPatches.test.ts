import { readVectors } from '../../__testUtils__/vectors';
import { Rollout } from '../Rollout';
import { patchesWithoutStatus } from './patchesWithoutStatus';
import { RolloutActionName, RolloutPatch } from './RolloutAction';
import { rolloutPatches } from './rolloutPatches';

interface VectorPatch {
  subresource: string | null;
  body: unknown;
  type: string;
}

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
    patches?: VectorPatch[];
    patchesIfStatusNotFound?: VectorPatch[];
  };
}

const vectors = readVectors<{ cases: PatchCase[] }>('rollouts/patches.yaml');

/** Actions of the controller's command line that are no actions here. */
const exceptions = [
  {
    reason:
      'An undo is a pull request that reverts: a patch would fight Git (argo-rollouts docs/best-practices.md).',
    ids: /^undo-/,
    count: 7,
  },
  {
    reason:
      'Flags of the command line: steps are not skipped one by one, as a step in progress is an analysis that somebody wanted (cmd/promote/promote.go refuses two of these itself).',
    ids: /^promote-(both-skip|skip)-/,
    count: 5,
  },
  {
    reason:
      'Pausing and restarting change the spec, which belongs to Git (pkg/apis/rollouts/v1alpha1/types.go RolloutSpec).',
    ids: /^(pause|restart-.*)$/,
    count: 3,
  },
  {
    reason:
      'Analysis runs and Experiments are shown, and not steered: an abort ends them (argo-rollouts rollout/analysis.go).',
    ids: /^(terminate-.*|retry-experiment)$/,
    count: 3,
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

const asVector = ({ subresource, type, body }: RolloutPatch): VectorPatch => ({
  subresource: subresource ?? null,
  type,
  body,
});
const inVector = ({ subresource, type, body }: VectorPatch) => ({
  subresource,
  type,
  body,
});

(vectors ? describe : describe.skip)(
  'the patches of the command line of the controller',
  () => {
    const claimed = vectors?.cases.filter(isClaimed) ?? [];

    it.each(claimed)('are sent for $id', one => {
      if (!one.object) {
        throw new Error(`${one.id} has no object`);
      }
      expect(rolloutPatches(nameOf(one), one.object).map(asVector)).toEqual(
        one.expect.patches?.map(inVector),
      );
    });

    it.each(claimed)(
      'are sent to the object itself where the status is no subresource: $id',
      one => {
        if (!one.object) {
          throw new Error(`${one.id} has no object`);
        }
        expect(
          patchesWithoutStatus(nameOf(one), one.object).map(asVector),
        ).toEqual((one.expect.patchesIfStatusNotFound ?? []).map(inVector));
      },
    );

    it('are 10 of the 28 cases', () => {
      expect(claimed).toHaveLength(10);
      expect(vectors?.cases).toHaveLength(28);
    });

    for (const { reason, ids, count } of exceptions) {
      it(`leave out ${count} cases. ${reason}`, () => {
        expect(vectors?.cases.filter(({ id }) => ids.test(id))).toHaveLength(
          count,
        );
      });
    }
  },
);
