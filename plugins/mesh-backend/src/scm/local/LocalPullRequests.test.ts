import {
  ScmConflictError,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { arrangeLocal } from '../__testUtils__/arrangeLocal';
import {
  LocalPullRequestStore,
  LocalPullRequestTransition,
} from './LocalPullRequestStore';

const JANE = 'user:default/jane';
const BRANCH = 'mesh/checkout-1a2b3c4d';

/** A store in which something happens right before the state of a pull request is written. */
const interrupted = (
  store: LocalPullRequestStore,
  before: (transition: LocalPullRequestTransition) => Promise<void>,
): LocalPullRequestStore => ({
  insert: pullRequest => store.insert(pullRequest),
  findByNumber: (repo, number) => store.findByNumber(repo, number),
  findByBranch: (repo, branch) => store.findByBranch(repo, branch),
  setState: async transition => {
    await before(transition);
    return store.setState(transition);
  },
});

/** A store whose process dies right before the row of a merge is written. */
const dyingStore = (store: LocalPullRequestStore) =>
  interrupted(store, async ({ to }) => {
    if (to === 'merged') {
      throw new ScmUnavailableError('The process died.');
    }
  });

// Each test starts dozens of Git processes, which takes its time on a busy machine.
jest.setTimeout(60_000);

describe('pull requests of a local Git repository', () => {
  let arranged: Awaited<ReturnType<typeof arrangeLocal>>;

  beforeEach(async () => {
    arranged = await arrangeLocal();
  });

  afterEach(() => arranged.remove());

  const propose = (branch = BRANCH, provider = arranged.provider) =>
    provider.createPullRequest({
      branch,
      base: 'main',
      title: 'Join checkout',
      body: 'Stage 1',
    });

  async function proposed(
    branch = BRANCH,
    files: Record<string, string> = { 'shop/checkout.yaml': 'a: 1\n' },
  ) {
    await arranged.provider.commit({
      base: 'main',
      branch,
      expectedHead: undefined,
      files: Object.entries(files).map(([path, content]) => ({
        path,
        content,
      })),
      message: 'Join',
      author: { name: 'Jane', email: 'jane@example.com' },
    });
    return propose(branch);
  }

  const mergesOnMain = () =>
    arranged.repository.git(['rev-list', '--merges', '--count', 'main']);

  it('are one row after ten racing creations in two replicas', async () => {
    const { head } = await proposed();
    await arranged.knex('local_pull_request').delete();
    const other = await arranged.providerWith(arranged.table);

    const created = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        propose(BRANCH, n % 2 ? other : arranged.provider),
      ),
    );

    expect(new Set(created.map(({ number }) => number))).toEqual(new Set([1]));
    expect(created[0].head).toBe(head);
    expect(await arranged.knex('local_pull_request').select('number')).toEqual([
      { number: 1 },
    ]);
  });

  it('are merged by a commit with the base and the head as parents, and say by whom', async () => {
    const { repository, provider } = arranged;
    const base = repository.head('main');
    const { number, head } = await proposed();

    const merged = await provider.merge(number, {
      by: JANE,
      expectedHead: head,
    });

    expect(merged).toMatchObject({ state: 'merged', decidedBy: JANE, head });
    expect(
      repository.git(['show', '-s', '--format=%H|%P|%s|%(trailers)', 'main']),
    ).toBe(
      `${merged.mergeCommit}|${base} ${head}|Merge pull request #1: Join checkout|Merged-By: ${JANE}`,
    );
    expect(repository.git(['fsck', '--strict'])).toBe('');
  });

  it('are merged once by ten callers in two replicas at once', async () => {
    const { number, head } = await proposed();
    const replicas = [
      arranged.provider,
      await arranged.providerWith(arranged.table),
    ];

    const merged = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        replicas[n % 2].merge(number, { by: JANE, expectedHead: head }),
      ),
    );

    expect(new Set(merged.map(({ mergeCommit }) => mergeCommit))).toEqual(
      new Set([arranged.repository.head('main')]),
    );
    expect(mergesOnMain()).toBe('1');
  });

  it('are all merged when eight of different files are merged at once', async () => {
    const pullRequests = [];
    for (let n = 0; n < 8; n++) {
      pullRequests.push(
        await proposed(`mesh/service-${n}`, { [`shop/${n}.yaml`]: `n: ${n}` }),
      );
    }

    const merged = await Promise.all(
      pullRequests.map(({ number, head }) =>
        arranged.provider.merge(number, { by: JANE, expectedHead: head }),
      ),
    );

    expect(merged.map(({ state }) => state)).toEqual(Array(8).fill('merged'));
    expect(mergesOnMain()).toBe('8');
    expect(
      arranged.repository.git(['ls-tree', '--name-only', 'main:shop']),
    ).toBe([0, 1, 2, 3, 4, 5, 6, 7].map(n => `${n}.yaml`).join('\n'));
  });

  it('let one of two that change the same file be merged, and name the file to the other', async () => {
    const one = await proposed('mesh/one', { 'shop/same.yaml': 'one\n' });
    const two = await proposed('mesh/two', { 'shop/same.yaml': 'two\n' });

    const results = await Promise.allSettled(
      [one, two].map(({ number, head }) =>
        arranged.provider.merge(number, { by: JANE, expectedHead: head }),
      ),
    );

    const lost = results.flatMap(r =>
      r.status === 'rejected' ? [r.reason] : [],
    );
    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(ScmConflictError);
    expect(lost[0].paths).toEqual(['shop/same.yaml']);
    expect(mergesOnMain()).toBe('1');
  });

  it('name the file that one side deleted and the other changed', async () => {
    arranged.repository.push('main', { 'shop/checkout.yaml': 'a: 0\n' });
    const { number, head } = await proposed();
    arranged.repository.pushIndex(
      'main',
      `0 ${'0'.repeat(40)}\tshop/checkout.yaml\n`,
    );
    await expect(
      arranged.provider.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toMatchObject({ paths: ['shop/checkout.yaml'] });
  });

  it('are merged, and by the same person, when the process died between Git and the database', async () => {
    const { number, head } = await proposed();
    const dying = await arranged.providerWith(dyingStore(arranged.table));
    await expect(
      dying.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toThrow('The process died.');
    expect(await arranged.knex('local_pull_request').select('state')).toEqual([
      { state: 'open' },
    ]);

    const retried = await arranged.provider.merge(number, {
      by: 'user:default/someone-else',
      expectedHead: head,
    });

    expect(retried).toMatchObject({
      state: 'merged',
      decidedBy: JANE,
      mergeCommit: arranged.repository.head('main'),
    });
    expect(mergesOnMain()).toBe('1');
  });

  it('are found merged after such a death although the branch was rewritten before the merge', async () => {
    const { number } = await proposed();
    arranged.repository.git([
      'update-ref',
      `refs/heads/${BRANCH}`,
      'refs/heads/main',
    ]);
    const head = arranged.repository.push(BRANCH, {
      'shop/checkout.yaml': 'a: 2\n',
    });
    const dying = await arranged.providerWith(dyingStore(arranged.table));
    await dying.merge(number, { by: JANE, expectedHead: head }).catch(() => {});

    expect(await arranged.provider.getPullRequest(number)).toMatchObject({
      state: 'merged',
      head,
    });
  });

  it('cannot be closed after such a death', async () => {
    const { number, head } = await proposed();
    const dying = await arranged.providerWith(dyingStore(arranged.table));
    await dying.merge(number, { by: JANE, expectedHead: head }).catch(() => {});

    await expect(arranged.provider.close(number, { by: JANE })).rejects.toThrow(
      '#1 is merged and cannot be closed',
    );
  });

  it('are not merged when the branch moves after the check of the reviewed commit', async () => {
    const { repository, provider, table } = arranged;
    const { number, head } = await proposed();
    const base = repository.head('main');
    let moved: string | undefined;
    const racing = await arranged.providerWith(
      interrupted(table, async () => {
        moved ??= repository.push(BRANCH, { 'sneaked-in.yaml': 'x' });
      }),
    );

    await expect(
      racing.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toMatchObject({ name: 'ScmConflictError' });

    expect(repository.head('main')).toBe(base);
    expect(await provider.getPullRequest(number)).toMatchObject({
      state: 'open',
      head: moved,
    });
  });

  it('are not merged when they are closed after the check of their state', async () => {
    const { repository, provider, table } = arranged;
    const { number, head } = await proposed();
    const base = repository.head('main');
    const racing = await arranged.providerWith(
      interrupted(table, async () => {
        await provider.close(number, { by: 'user:default/joe' });
      }),
    );

    await expect(
      racing.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toThrow('#1 is closed and cannot be merged');

    expect(repository.head('main')).toBe(base);
  });

  it('are merged at the reviewed commit although the branch goes on right after the merge', async () => {
    const { repository, table } = arranged;
    const { number, head } = await proposed();
    const racing = await arranged.providerWith(
      interrupted(table, async ({ to }) => {
        if (to === 'merged') {
          repository.push(BRANCH, { 'too-late.yaml': 'x' });
        }
      }),
    );

    await racing.merge(number, { by: JANE, expectedHead: head });

    expect(await arranged.provider.getPullRequest(number)).toMatchObject({
      state: 'merged',
      head,
      mergeCommit: repository.head('main'),
    });
  });

  it('are merged when a person merged them with plain Git', async () => {
    const { number } = await proposed();
    const mergeCommit = arranged.repository.mergeByHand('main', BRANCH);
    arranged.repository.push('main', { 'later.yaml': 'x' });

    const merged = await arranged.provider.getPullRequest(number);

    expect(merged).toMatchObject({ state: 'merged', mergeCommit });
    expect(merged.decidedBy).toBeUndefined();
    expect((await arranged.provider.diff(number)).files).toHaveLength(1);
  });

  it('are merged when a person moved the base to their head', async () => {
    const { number, head } = await proposed();
    arranged.repository.git(['update-ref', 'refs/heads/main', head]);
    expect(await arranged.provider.getPullRequest(number)).toMatchObject({
      state: 'merged',
      mergeCommit: head,
    });
  });

  it('stay open when the branch went on after a merge by hand', async () => {
    const { number } = await proposed();
    arranged.repository.mergeByHand('main', BRANCH);
    const head = arranged.repository.push(BRANCH, { 'more.yaml': 'x' });
    expect(await arranged.provider.getPullRequest(number)).toMatchObject({
      state: 'open',
      head,
    });
    const { files } = await arranged.provider.diff(number);
    expect(files.map(({ path }) => path)).toEqual(['more.yaml']);
  });

  it('are not merged, and cannot be, when the branch was put back to the base', async () => {
    const { number, head: before } = await proposed();
    arranged.repository.git([
      'update-ref',
      `refs/heads/${BRANCH}`,
      'refs/heads/main',
    ]);
    const { state, head } = await arranged.provider.getPullRequest(number);
    expect(state).toBe('open');
    await expect(
      arranged.provider.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toThrow('proposes nothing any more');

    const closed = await arranged.provider.close(number, { by: JANE });

    expect(closed).toMatchObject({ state: 'closed', head: before });
    expect(await arranged.provider.getPullRequest(number)).toEqual(closed);
  });

  it('keep their diff and state when the branch is deleted, but cannot be merged', async () => {
    const { number, head } = await proposed();
    arranged.repository.git(['update-ref', '-d', `refs/heads/${BRANCH}`]);

    expect(await arranged.provider.getPullRequest(number)).toMatchObject({
      state: 'open',
      head,
    });
    expect((await arranged.provider.diff(number)).files).toHaveLength(1);
    await expect(
      arranged.provider.merge(number, { by: JANE, expectedHead: head }),
    ).rejects.toThrow(`Restore it at ${head}`);
  });

  it('are not adopted when they are open against another base', async () => {
    const { number } = await proposed();
    arranged.repository.git([
      'update-ref',
      'refs/heads/release',
      'refs/heads/main',
    ]);
    await expect(
      arranged.provider.createPullRequest({
        branch: BRANCH,
        base: 'release',
        title: 'x',
        body: '',
      }),
    ).rejects.toMatchObject({ name: 'ScmConflictError', pullRequest: number });
  });

  it('show each file of a diff under its own name, whatever is in it', async () => {
    arranged.repository.push('main', { 'now-a-link': 'text\n' });
    const { number } = await proposed(BRANCH, {
      'a b/ü.yaml': 'diff --git a/x b/x\n',
      'z.yaml': '--- a/z\n+++ b/z\ndiff --git a/y b/y',
    });
    arranged.repository.pushIndex(BRANCH, `0 ${'0'.repeat(40)}\tnow-a-link\n`);
    arranged.repository.push(BRANCH, {
      'now-a-link': { mode: '120000', content: 'z.yaml' },
    });

    const { files } = await arranged.provider.diff(number);

    expect(files.map(({ path, change }) => [path, change])).toEqual([
      ['a b/ü.yaml', 'added'],
      ['now-a-link', 'modified'],
      ['z.yaml', 'added'],
    ]);
    expect(files[0].patch).toContain('+diff --git a/x b/x');
    expect(files[1].patch).toContain('new file mode 120000');
    expect(files[2].patch).toContain('+++ b/z.yaml');
    expect(files[2].patch).toContain('++++ b/z');
  });

  it.each`
    what                        | title                       | by
    ${'a title of two lines'}   | ${'x\n\nMerged-By: nobody'} | ${JANE}
    ${'an empty title'}         | ${' '}                      | ${JANE}
    ${'a forged trailer in by'} | ${'x'}                      | ${'jane\nMesh-Request: 1/1'}
  `('refuse $what', async ({ title, by }) => {
    const { number, head } = await proposed();
    const attempt = async () => {
      await arranged.provider.createPullRequest({
        branch: BRANCH,
        base: 'main',
        title,
        body: '',
      });
      await arranged.provider.merge(number, { by, expectedHead: head });
    };
    await expect(attempt()).rejects.toMatchObject({ kind: 'invalid' });
    expect(mergesOnMain()).toBe('0');
  });
});
