import {
  deepStrictEqual,
  notStrictEqual,
  ok,
  rejects,
  strictEqual,
} from 'node:assert';
import { Rollout, RolloutPatch, Target } from '@onmesh/plugin-mesh-common';
import { DeliveryWriter } from '../DeliveryWriter';

/** A writer for one case of {@link deliveryWriterContract}. */
export interface DeliveryWriterArrangement {
  writer: DeliveryWriter;
  /** A workload in one of its clusters whose Rollout is paused: `status.pauseConditions` has an entry. */
  target: Target;
  /** Changes something about that Rollout behind the writer's back. */
  change(): Promise<void>;
}

/** One sentence about every {@link DeliveryWriter}, and the check that it holds. */
export interface DeliveryWriterContractCase {
  name: string;
  /** Rejects with an `AssertionError` when the writer breaks the contract. */
  run(arrangement: DeliveryWriterArrangement): Promise<void>;
}

const abort: RolloutPatch = {
  resource: 'rollouts',
  subresource: 'status',
  type: 'application/merge-patch+json',
  body: { status: { abort: true } },
};
const unpause: RolloutPatch = {
  ...abort,
  body: { status: { pauseConditions: null } },
};

/**
 * What every implementation of {@link DeliveryWriter} has to do, for use with any test runner:
 *
 * ```ts
 * it.each(deliveryWriterContract)('$name', async ({ run }) => run(await arrange()));
 * ```
 */
export const deliveryWriterContract: readonly DeliveryWriterContractCase[] = [
  {
    name: 'reads what is there now, with its version',
    async run({ writer, target, change }) {
      ok(writer.clusters().includes(target.cluster));
      const before = await writer.read(target);
      strictEqual(before.metadata.name, target.workload);
      await change();
      const after = await writer.read(target);
      notStrictEqual(versionOf(after), versionOf(before));
    },
  },
  {
    name: 'changes what the patch names, and nothing else',
    async run({ writer, target }) {
      const before = await writer.read(target);
      const answer = await writer.patch(target, abort, {
        resourceVersion: versionOf(before),
      });
      notStrictEqual(versionOf(answer), versionOf(before));
      const after = await writer.read(target);
      strictEqual(versionOf(after), versionOf(answer));
      strictEqual(after.status?.abort, true);
      deepStrictEqual(
        { ...after.status, abort: undefined },
        { ...before.status, abort: undefined },
      );
      deepStrictEqual(after.spec, before.spec);
    },
  },
  {
    name: 'takes a field away where the patch says null',
    async run({ writer, target }) {
      const before = await writer.read(target);
      ok((before.status?.pauseConditions ?? []).length > 0);
      await writer.patch(target, unpause, {
        resourceVersion: versionOf(before),
      });
      const { status } = await writer.read(target);
      strictEqual(status?.pauseConditions, undefined);
    },
  },
  {
    name: 'refuses when somebody was quicker, and changes nothing',
    async run({ writer, target, change }) {
      const seen = await writer.read(target);
      await change();
      await rejects(
        writer.patch(target, abort, { resourceVersion: versionOf(seen) }),
        { name: 'ConflictError' },
      );
      strictEqual(
        (await writer.read(target)).status?.abort,
        seen.status?.abort,
      );
    },
  },
  {
    name: 'changes nothing when it only tries',
    async run({ writer, target }) {
      const before = await writer.read(target);
      await writer.patch(target, abort, {
        resourceVersion: versionOf(before),
        dryRun: true,
      });
      deepStrictEqual(await writer.read(target), before);
    },
  },
  {
    name: 'does not know other clusters and other workloads',
    async run({ writer, target }) {
      await rejects(writer.read({ ...target, cluster: 'no-such-cluster' }), {
        name: 'NotFoundError',
      });
      await rejects(writer.read({ ...target, workload: 'no-such-workload' }), {
        name: 'NotFoundError',
      });
    },
  },
];

function versionOf({ metadata }: Rollout): string {
  ok(metadata.resourceVersion);
  return metadata.resourceVersion;
}
