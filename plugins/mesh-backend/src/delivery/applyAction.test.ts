import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Rollout, RolloutPatch, seenRollout } from '@onmesh/plugin-mesh-common';
import { DeliveryWriter, PatchOptions } from '@onmesh/plugin-mesh-node';
import { applyAction } from './applyAction';

const target = { cluster: 'prod', namespace: 'shop', workload: 'orders' };

const paused = (changes: Partial<Rollout> = {}): Rollout => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'orders', namespace: 'shop', resourceVersion: '1' },
  spec: {
    strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
    ...changes.spec,
  },
  status: {
    stableRS: 'a',
    currentPodHash: 'b',
    currentStepIndex: 1,
    pauseConditions: [{ reason: 'CanaryPauseStep' }],
    ...changes.status,
  },
});

/** A cluster that counts versions as the real one does. `meddle` happens before each patch that is meant. */
class FakeCluster implements DeliveryWriter {
  sent: { subresource?: string; body: RolloutPatch['body']; dryRun?: true }[] =
    [];
  constructor(
    public rollout: Rollout,
    private readonly options: {
      meddle?: (rollout: Rollout, patches: number) => Rollout | undefined;
      refuse?: (
        patch: RolloutPatch,
        options: PatchOptions,
      ) => Error | undefined;
    } = {},
  ) {}

  clusters() {
    return ['prod'];
  }
  async read() {
    return this.rollout;
  }
  async patch(_: object, patch: RolloutPatch, options: PatchOptions) {
    const refusal = this.options.refuse?.(patch, options);
    if (refusal) {
      throw refusal;
    }
    const { subresource, body } = patch;
    if (options.dryRun) {
      this.sent.push({ subresource, body, dryRun: true });
      return this.rollout;
    }
    const meddled = this.options.meddle?.(this.rollout, this.sent.length);
    if (meddled) {
      this.#write(meddled);
    }
    if (options.resourceVersion !== this.rollout.metadata.resourceVersion) {
      throw new ConflictError('the object has been modified');
    }
    this.sent.push({ subresource, body });
    const { status, spec } = this.rollout;
    this.#write({
      ...this.rollout,
      spec: { ...spec, ...body.spec },
      status: JSON.parse(
        JSON.stringify({ ...status, ...body.status }, (_key, value) =>
          value === null ? undefined : value,
        ),
      ),
    });
    return this.rollout;
  }
  #write(rollout: Rollout) {
    const resourceVersion = String(
      Number(this.rollout.metadata.resourceVersion) + 1,
    );
    this.rollout = {
      ...rollout,
      metadata: { ...rollout.metadata, resourceVersion },
    };
  }
}

/** Somebody's write that changes what it is given, once. */
const once = (change: (rollout: Rollout) => Rollout) => {
  let did = false;
  return (rollout: Rollout) => {
    const now = did ? undefined : change(rollout);
    did = true;
    return now;
  };
};
const promote = (cluster: FakeCluster, seen = seenRollout(paused())) =>
  applyAction(cluster, { target, action: 'promote', seen });

describe('applyAction', () => {
  it('sends the one patch, for the version that it looked at', async () => {
    const cluster = new FakeCluster(paused());

    const after = await promote(cluster);

    expect(cluster.sent).toEqual([
      { subresource: 'status', body: { status: { pauseConditions: null } } },
    ]);
    expect(after.status?.pauseConditions).toBeUndefined();
  });

  it('sends nothing once it is not as it was seen, and says what changed', async () => {
    const cluster = new FakeCluster(
      paused({ status: { currentPodHash: 'c' } }),
    );

    await expect(promote(cluster)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'Nothing was done. The version under delivery was b and is now c.',
    });
    expect(cluster.sent).toEqual([]);
  });

  it('tries again when somebody writes in between what means nothing', async () => {
    const cluster = new FakeCluster(paused(), {
      meddle: once(rollout => ({
        ...rollout,
        status: { ...rollout.status, replicas: 7 },
      })),
    });

    await promote(cluster);

    expect(cluster.sent).toHaveLength(1);
    expect(cluster.rollout.status?.replicas).toBe(7);
  });

  it.each([
    ['another version', { currentPodHash: 'c' }, 'is now c'],
    ['an abort', { abort: true, currentStepIndex: 0 }, 'is now aborted'],
  ])(
    'sends nothing when somebody writes in between %s',
    async (_, status, words) => {
      const cluster = new FakeCluster(paused(), {
        meddle: once(rollout => ({
          ...rollout,
          status: { ...rollout.status, ...status },
        })),
      });

      await expect(promote(cluster)).rejects.toThrow(words);
      expect(cluster.sent).toEqual([]);
    },
  );

  it('gives up on a rollout that never stands still', async () => {
    const cluster = new FakeCluster(paused(), {
      meddle: rollout => ({ ...rollout }),
    });

    await expect(promote(cluster)).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('try again in a moment'),
    });
    expect(cluster.sent).toEqual([]);
  });

  describe('of two patches', () => {
    const byHand = paused({ spec: { paused: true } });
    const seen = seenRollout(byHand);
    const status = {
      subresource: 'status',
      body: { status: { pauseConditions: null } },
    };
    const spec = { body: { spec: { paused: false } } };

    it('ends the pause of the spec first, or the controller would put back the pause of the step', async () => {
      const cluster = new FakeCluster(byHand);

      await promote(cluster, seen);

      expect(cluster.sent).toEqual([
        { ...status, dryRun: true },
        { ...spec, dryRun: true },
        spec,
        status,
      ]);
    });

    it('sets the step first where it sets one', async () => {
      const running = paused({
        spec: { paused: true },
        status: { pauseConditions: undefined, currentStepIndex: 0 },
      });
      const cluster = new FakeCluster(running);

      await promote(cluster, seenRollout(running));

      expect(cluster.sent.filter(({ dryRun }) => !dryRun)).toEqual([
        {
          subresource: 'status',
          body: { status: { pauseConditions: null, currentStepIndex: 1 } },
        },
        spec,
      ]);
    });

    it('sends none when the second would be refused', async () => {
      const cluster = new FakeCluster(byHand, {
        refuse: ({ subresource }) =>
          subresource ? new Error('forbidden') : undefined,
      });

      await expect(promote(cluster, seen)).rejects.toThrow('forbidden');
      expect(cluster.sent.filter(({ dryRun }) => !dryRun)).toEqual([]);
    });

    it('lets the controller answer to the first before it sends the second', async () => {
      const cluster = new FakeCluster(byHand, {
        meddle: (rollout, sent) =>
          sent === 3 && rollout.status?.message !== 'seen'
            ? { ...rollout, status: { ...rollout.status, message: 'seen' } }
            : undefined,
      });

      await promote(cluster, seen);

      expect(cluster.rollout).toMatchObject({
        spec: { paused: false },
        status: { message: 'seen' },
      });
      expect(cluster.rollout.status?.pauseConditions).toBeUndefined();
    });

    it('ends no pause of another version, and says that a part was done', async () => {
      const cluster = new FakeCluster(byHand, {
        meddle: (rollout, sent) =>
          sent === 3 && rollout.status?.currentPodHash === 'b'
            ? {
                ...rollout,
                status: { ...rollout.status, currentPodHash: 'c' },
              }
            : undefined,
      });

      await expect(promote(cluster, seen)).rejects.toThrow(
        /^Only a part was done: .* waits as before\. The version under delivery was b and is now c\.$/,
      );
      expect(cluster.rollout.status?.pauseConditions).toHaveLength(1);
    });

    it('lifts the pause of the spec although a full promotion is under way already', async () => {
      const cluster = new FakeCluster(byHand, {
        meddle: (rollout, sent) =>
          sent === 3 && rollout.status?.currentStepIndex !== 2
            ? {
                ...rollout,
                status: { ...rollout.status, currentStepIndex: 2 },
              }
            : undefined,
      });

      await applyAction(cluster, { target, action: 'promote-full', seen });

      expect(cluster.rollout).toMatchObject({
        spec: { paused: false },
        status: { promoteFull: true, currentStepIndex: 2 },
      });
    });
  });

  it('sends spec and status in one where the status is no subresource', async () => {
    const cluster = new FakeCluster(paused(), {
      refuse: ({ subresource }) =>
        subresource ? new NotFoundError('not found') : undefined,
    });

    await promote(cluster);

    expect(cluster.sent).toEqual([
      {
        subresource: undefined,
        body: { spec: { paused: false }, status: { pauseConditions: null } },
      },
    ]);
  });

  it('says that it may have been done when no answer comes', async () => {
    const cluster = new FakeCluster(paused(), {
      refuse: () => new ServiceUnavailableError('broke off'),
    });

    await expect(promote(cluster)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /^broke off\. Whether it was done is not known/,
      ),
    });
  });
});
