import {
  ScmDeniedError,
  ScmProvider,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { arrangeWorker } from '../__testUtils__/arrangeWorker';
import { testDatabases } from '../__testUtils__/databases';
import { checkout, newRequest, plan, stage } from '../__testUtils__/newRequest';

const databases = testDatabases();
const FILE = 'clusters/demo/shop/checkout/peer-authentication.yaml';
const PERMISSIVE = 'kind: PeerAuthentication\nspec:\n  mode: PERMISSIVE\n';
const STRICT = 'kind: PeerAuthentication\nspec:\n  mode: STRICT\n';
const PETER = 'user:default/peter';

const encrypt = stage({
  id: 'encrypt',
  title: 'Encrypt',
  files: [{ path: FILE, before: PERMISSIVE, after: STRICT }],
  gates: ['mtls-is-in-effect'],
});

/** A provider whose method does something else first. */
function before<K extends keyof ScmProvider>(
  scm: ScmProvider,
  method: K,
  act: () => unknown,
): ScmProvider {
  return new Proxy(scm, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof value !== 'function'
        ? value
        : async (...args: unknown[]) => {
            if (name === method) {
              await act();
            }
            return Reflect.apply(value, target, args);
          };
    },
  });
}

describe.each(databases.each)('Worker (%s)', databaseId => {
  const removals: (() => void)[] = [];
  afterEach(() => removals.splice(0).forEach(remove => remove()));
  const setup = async (
    wrap?: (scm: ScmProvider) => ScmProvider,
  ): Promise<Awaited<ReturnType<typeof arrangeWorker>>> => {
    const arranged = await arrangeWorker(await databases.create(databaseId), {
      wrap,
    });
    removals.push(arranged.remove);
    return arranged;
  };

  it('takes an approved request through all its stages to done', async () => {
    const { store, worker, approved, provider, repository, setGates } =
      await setup();
    const { id } = await approved({ plan: plan([stage(), encrypt]) });
    const next = async () => {
      await worker().runDue();
      return (await store.get(id))!;
    };
    const merge = async (number: number) => {
      const { head } = await provider.getPullRequest(number);
      await provider.merge(number, { by: PETER, expectedHead: head });
    };

    expect(await next()).toMatchObject({
      state: 'proposed',
      pullRequests: [
        {
          number: 1,
          state: 'open',
          branch: `mesh/checkout-${id.slice(0, 8)}-1-join`,
        },
      ],
    });
    expect(await next()).toMatchObject({ state: 'proposed' });

    await merge(1);
    expect(await next()).toMatchObject({
      state: 'verifying',
      pullRequests: [{ number: 1, state: 'merged' }],
    });

    setGates([
      {
        id: 'every-pod-has-a-ready-proxy',
        state: 'waiting',
        reason: '1 of 2 pods has a proxy.',
      },
    ]);
    expect(await next()).toMatchObject({
      state: 'verifying',
      gates: [{ state: 'waiting' }],
    });
    const { version } = (await store.get(id))!;
    expect(await next()).toMatchObject({ version });

    setGates([
      {
        id: 'every-pod-has-a-ready-proxy',
        state: 'met',
        reason: '2 of 2 pods have a proxy.',
      },
    ]);
    expect(await next()).toMatchObject({
      state: 'queued',
      stageIndex: 1,
      attempt: 1,
      gates: [],
    });

    expect(await next()).toMatchObject({ state: 'proposed' });
    await merge(2);
    await next();
    expect(await next()).toMatchObject({ state: 'done' });
    expect(repository.git(['show', `main:${FILE}`])).toBe(STRICT.trimEnd());
    expect((await store.timeline(id)).map(e => [e.actor, e.event])).toEqual([
      ['user:default/jane', 'submit'],
      [PETER, 'approve'],
      ['worker', 'open'],
      ['worker', 'merge'],
      ['worker', 'advance'],
      ['worker', 'open'],
      ['worker', 'merge'],
      ['worker', 'finish'],
    ]);
    expect(await worker().runDue()).toBe(0);
  });

  it('signs the commit for the requester, with a trailer that finds the request', async () => {
    const { worker, approved, repository } = await setup();
    const { id } = await approved();

    await worker().runDue();

    const commit = repository.git([
      'log',
      '-1',
      '--format=%an%n%B',
      `mesh/checkout-${id.slice(0, 8)}-1-join`,
    ]);
    expect(commit).toContain('jane\n');
    expect(commit).toContain(`\nMesh-Request: ${id}/0/1\n`);
  });

  it('says in the pull request why, who is affected and what must hold', async () => {
    const { worker, approved, hosted } = await setup();
    await approved({
      reason: 'Cards! @everyone <!-- onmesh: x -->',
      plan: plan([
        stage({
          effects: {
            callers: [
              {
                caller: { label: 'batch|import' },
                before: 'allowed',
                after: 'denied',
                reason: 'plaintext',
              },
            ],
            appearing: [],
            resolved: [],
            restarts: true,
          },
        }),
      ]),
    });

    await worker().runDue();

    const [{ title, body }] = await hosted();
    expect(title).toBe('Join the mesh: shop/checkout (1 of 1)');
    expect(body).toContain('Pods need a proxy');
    expect(body).toContain('| batch&#124;import | allowed | denied |');
    expect(body).toContain('- every pod has a ready proxy');
    expect(body).not.toContain('@everyone');
    expect(body.match(/<!--/g)).toHaveLength(1);
  });

  it('blocks when a file changed since approval, and writes nothing', async () => {
    const { store, worker, approved, repository, hosted } = await setup();
    repository.push('main', { [FILE]: 'edited by hand\n' });
    const { id } = await approved();

    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining(`${FILE} changed since approval`),
    });
    expect(await hosted()).toEqual([]);
    expect(repository.git(['branch', '--format=%(refname:short)'])).toBe(
      'main',
    );
  });

  it('goes straight to verifying when the repository says so already', async () => {
    const { store, worker, approved, repository, hosted } = await setup();
    repository.push('main', { [FILE]: PERMISSIVE });
    const { id } = await approved();

    await worker().runDue();

    expect(await store.get(id)).toMatchObject({ state: 'verifying' });
    expect(await hosted()).toEqual([]);
  });

  it('does not touch a branch that someone else made', async () => {
    const { store, worker, approved, repository, hosted } = await setup();
    const { id } = await approved();
    const branch = `mesh/checkout-${id.slice(0, 8)}-1-join`;
    const theirs = repository.push(branch, { 'notes.md': 'mine\n' });

    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining(branch),
    });
    expect(repository.head(branch)).toBe(theirs);
    expect(await hosted()).toEqual([]);
  });

  it('proposes again on a new branch when a person asks for it', async () => {
    const { store, worker, approved, provider } = await setup();
    const { id } = await approved();
    await worker().runDue();
    await provider.close(1, { by: PETER });
    await worker().runDue();
    const declined = (await store.get(id))!;
    expect(declined).toMatchObject({
      state: 'declined',
      message: expect.stringContaining(`closed by ${PETER}`),
    });
    await worker().runDue();
    expect(await store.get(id)).toEqual(declined);

    await store.transition({
      id,
      expectedVersion: declined.version,
      event: 'propose-again',
      actor: 'user:default/jane',
      changes: { attempt: 2 },
    });
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'proposed',
      pullRequests: [
        { number: 1, state: 'closed' },
        { number: 2, attempt: 2, branch: expect.stringMatching(/-join-2$/) },
      ],
    });
  });

  it('holds the gates against the traffic before the first attempt', async () => {
    const { store, worker, approved, provider, setTraffic, baselines } =
      await setup();
    const earlier = { window: '30m', callers: [], forbiddenRate: 0.02 };
    setTraffic(earlier);
    const { id } = await approved();
    await worker().runDue();
    setTraffic({ ...earlier, forbiddenRate: 0.5 });
    await provider.close(1, { by: PETER });
    await worker().runDue();
    const { version } = (await store.get(id))!;
    await store.transition({
      id,
      expectedVersion: version,
      event: 'propose-again',
      actor: PETER,
      changes: { attempt: 2 },
    });
    await worker().runDue();
    const { head } = await provider.getPullRequest(2);
    await provider.merge(2, { by: PETER, expectedHead: head });
    await worker().runDue();
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({ state: 'done' });
    expect(baselines).toEqual([earlier]);
  });

  it('blocks when a gate fails, saying which', async () => {
    const { store, worker, approved, repository, setGates } = await setup();
    repository.push('main', { [FILE]: PERMISSIVE });
    const { id } = await approved();
    setGates([
      {
        id: 'no-new-denials',
        state: 'failed',
        reason: '40 % are answered 403.',
      },
    ]);

    await worker().runDue();
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining('40 % are answered 403.'),
      gates: [{ state: 'failed' }],
    });
  });

  it('keeps a request and says why when the Git host is down, then goes on', async () => {
    let down = true;
    const { store, queue, worker, approved, hosted } = await setup(scm =>
      before(scm, 'commit', () => {
        if (down) {
          throw new ScmUnavailableError('The Git host does not answer.');
        }
      }),
    );
    const { id } = await approved();

    await worker().runDue();
    expect(await store.get(id)).toMatchObject({
      state: 'queued',
      message: 'The Git host does not answer.',
    });
    expect(await worker().runDue()).toBe(0);

    down = false;
    await queue.nudge(id);
    await worker().runDue();
    expect(await store.get(id)).toMatchObject({ state: 'proposed' });
    expect(await hosted()).toHaveLength(1);
  });

  it('asks a person at once when the Git host refuses', async () => {
    const { store, worker, approved } = await setup(scm =>
      before(scm, 'commit', () => {
        throw new ScmDeniedError('The repository is archived.');
      }),
    );
    const { id } = await approved();

    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining('The repository is archived.'),
    });
  });

  it('adopts its pull request when the answer to its creation was lost', async () => {
    let lost = 0;
    const { store, queue, worker, approved, hosted } = await setup(
      scm =>
        new Proxy(scm, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name);
            return typeof value !== 'function'
              ? value
              : async (...args: unknown[]) => {
                  const answer = await Reflect.apply(value, target, args);
                  if (name === 'createPullRequest' && lost++ === 0) {
                    throw new ScmUnavailableError('Connection reset.');
                  }
                  return answer;
                };
          },
        }),
    );
    const { id } = await approved();

    await worker().runDue();
    await queue.nudge(id);
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({ state: 'proposed' });
    expect(await hosted()).toHaveLength(1);
    expect(lost).toBe(1);
  });

  it('makes one pull request when a second worker takes over from a slow one', async () => {
    let overtake = async () => {};
    const { store, worker, approved, hosted } = await setup(scm =>
      before(scm, 'createPullRequest', () => overtake()),
    );
    const { id } = await approved();
    const fast = worker({ owner: 'fast' });
    overtake = async () => {
      overtake = async () => {};
      await fast.runDue();
    };

    await worker({ owner: 'slow', leaseMs: -1 }).runDue();

    expect(await store.get(id)).toMatchObject({ state: 'proposed' });
    expect(await hosted()).toHaveLength(1);
    expect(
      (await store.timeline(id)).filter(({ event }) => event === 'open'),
    ).toHaveLength(1);
  });

  it('closes the pull request of a request that is withdrawn while it is opened', async () => {
    let withdraw = async () => {};
    const { store, queue, worker, approved, hosted } = await setup(scm =>
      before(scm, 'createPullRequest', () => withdraw()),
    );
    const { id, version } = await approved();
    withdraw = async () => {
      await store.transition({
        id,
        expectedVersion: version,
        event: 'withdraw',
        actor: 'user:default/jane',
      });
    };

    await worker().runDue();
    await queue.nudge(id);
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'withdrawn',
      pullRequests: [{ number: 1, state: 'closed' }],
    });
    expect(await hosted()).toMatchObject([
      { state: 'closed', by: 'user:default/jane' },
    ]);
    expect(await worker().runDue()).toBe(0);
  });

  it('opens no further stage of a request that is taken back at that moment, and says what takes it back', async () => {
    let takeBack = async () => {};
    const { store, queue, worker, approved, provider, hosted, repository } =
      await setup(scm => before(scm, 'createPullRequest', () => takeBack()));
    const { id } = await approved({ plan: plan([stage(), encrypt]) });
    await worker().runDue();
    const { head } = await provider.getPullRequest(1);
    await provider.merge(1, { by: PETER, expectedHead: head });
    await worker().runDue();
    await worker().runDue();
    const { version } = (await store.get(id))!;
    const leave = stage({
      id: 'leave',
      files: [{ path: FILE, before: PERMISSIVE, after: null }],
    });
    takeBack = async () => {
      takeBack = async () => {};
      const made = await store.takeBack({
        expectedVersion: version,
        request: { ...newRequest({ plan: plan([leave]) }), reverts: id },
      });
      await store.transition({
        id: made.id,
        expectedVersion: 1,
        event: 'approve',
        actor: PETER,
      });
    };

    await worker().runDue();
    await queue.nudge(id);
    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'withdrawn',
      pullRequests: [{ state: 'merged' }, { number: 2, state: 'closed' }],
    });
    const [, second, third] = await hosted();
    expect(second).toMatchObject({ state: 'closed', by: 'user:default/jane' });
    expect(third.body).toContain(
      `It takes back what request ${id} has merged.`,
    );
    expect(
      repository.git(['log', '-1', '--format=%B', third.branch]),
    ).toContain(`\nReverts-Request: ${id}\n`);
  });

  it('blocks when nobody has configured a repository for the cluster', async () => {
    const { store, worker, approved } = await setup();
    const { id } = await approved({ target: { ...checkout, cluster: 'bare' } });

    await worker().runDue();

    expect(await store.get(id)).toMatchObject({
      state: 'blocked',
      message: expect.stringContaining('mesh.gitops.targets'),
    });
  });
});
