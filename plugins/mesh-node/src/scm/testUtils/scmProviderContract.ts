import { deepStrictEqual, match, ok, rejects, strictEqual } from 'node:assert';
import {
  ScmConflictError,
  ScmInvalidError,
  ScmNotFoundError,
} from '../ScmError';
import {
  ScmCommitRequest,
  ScmFileChange,
  ScmProvider,
  ScmPullRequest,
} from '../ScmProvider';

/** A fresh repository for one case of {@link scmProviderContract}. */
export interface ScmProviderArrangement {
  provider: ScmProvider;
  /** A branch that exists, with one commit at least. */
  base: string;
  /** Commits on an existing branch behind the provider's back, as a person with plain Git would; answers with the commit. */
  pushByHand(
    branch: string,
    files: Readonly<Record<string, string>>,
  ): Promise<string>;
}

/** One sentence about every {@link ScmProvider}, and the check that it holds. */
export interface ScmProviderContractCase {
  name: string;
  /** Rejects with an `AssertionError` when the provider breaks the contract. */
  run(arrangement: ScmProviderArrangement): Promise<void>;
}

const BRANCH = 'mesh/checkout-1a2b3c4d';
const FILE = 'clusters/demo/shop/checkout.yaml';
const AUTHOR = { name: 'Jane Doe', email: 'jane@example.com' };
const MISSING_COMMIT = '1234567890'.repeat(4);

function request(
  base: string,
  overrides: Partial<ScmCommitRequest> = {},
): ScmCommitRequest {
  return {
    base,
    branch: BRANCH,
    expectedHead: undefined,
    files: [{ path: FILE, content: 'mode: PERMISSIVE\n' }],
    message: 'Join checkout\n\nMesh-Request: 1a2b3c4d/1\n',
    author: AUTHOR,
    ...overrides,
  };
}

const propose = ({ provider, base }: ScmProviderArrangement) =>
  provider.createPullRequest({
    branch: BRANCH,
    base,
    title: 'Join checkout',
    body: 'Stage 1 of 4',
  });

/** An open pull request with one commit that writes the files. */
async function proposed(
  arrangement: ScmProviderArrangement,
  files?: readonly ScmFileChange[],
): Promise<ScmPullRequest> {
  const { provider, base } = arrangement;
  await provider.commit(request(base, files === undefined ? {} : { files }));
  return propose(arrangement);
}

async function conflictOf(
  promise: Promise<unknown>,
): Promise<ScmConflictError> {
  let conflict: unknown;
  await rejects(promise, error => {
    conflict = error;
    return error instanceof ScmConflictError;
  });
  ok(conflict instanceof ScmConflictError);
  return conflict;
}

/**
 * What every implementation of {@link ScmProvider} has to do, for use with any test runner:
 *
 * ```ts
 * it.each(scmProviderContract)('$name', async ({ run }) => run(await arrange()));
 * ```
 */
export const scmProviderContract: readonly ScmProviderContractCase[] = [
  {
    name: 'has no head for a branch that does not exist',
    run: async ({ provider }) =>
      strictEqual(await provider.getBranchHead('nobody/made-this'), undefined),
  },
  {
    name: 'reads files with null for those that are not there',
    run: async ({ provider, base, pushByHand }) => {
      const text = 'name: "Ünïcode"\r\nno newline at the end';
      const head = await pushByHand(base, { 'deep/down/a.yaml': text });
      for (const ref of [base, head]) {
        const files = await provider.readFiles(ref, [
          'deep/down/a.yaml',
          'deep/down/b.yaml',
          'no/such/folder.yaml',
        ]);
        deepStrictEqual(
          [...files].sort(([a], [b]) => a.localeCompare(b)),
          [
            ['deep/down/a.yaml', text],
            ['deep/down/b.yaml', null],
            ['no/such/folder.yaml', null],
          ],
        );
      }
    },
  },
  {
    name: 'does not read from a branch or commit that does not exist',
    run: async ({ provider }) => {
      for (const ref of ['nobody/made-this', MISSING_COMMIT]) {
        await rejects(provider.readFiles(ref, [FILE]), ScmNotFoundError);
      }
    },
  },
  {
    name: 'commits all files at once to a new branch and leaves the base alone',
    run: async ({ provider, base, pushByHand }) => {
      const start = await pushByHand(base, {
        'old.yaml': 'old',
        'x/keep': 'k',
      });

      const { outcome, head } = await provider.commit(
        request(base, {
          files: [
            { path: FILE, content: 'mode: STRICT\n' },
            { path: 'old.yaml', content: null },
          ],
        }),
      );

      strictEqual(outcome, 'committed');
      strictEqual(await provider.getBranchHead(BRANCH), head);
      strictEqual(await provider.getBranchHead(base), start);
      const files = await provider.readFiles(head, [
        FILE,
        'old.yaml',
        'x/keep',
      ]);
      strictEqual(files.get(FILE), 'mode: STRICT\n');
      strictEqual(files.get('old.yaml'), null);
      strictEqual(files.get('x/keep'), 'k');
    },
  },
  {
    name: 'adds a commit to a branch that is where it is expected',
    run: async ({ provider, base }) => {
      const first = await provider.commit(request(base));
      const second = await provider.commit(
        request(base, {
          expectedHead: first.head,
          files: [{ path: 'second.yaml', content: '2' }],
        }),
      );

      strictEqual(await provider.getBranchHead(BRANCH), second.head);
      const files = await provider.readFiles(BRANCH, [FILE, 'second.yaml']);
      deepStrictEqual([...files.values()], ['mode: PERMISSIVE\n', '2']);
    },
  },
  {
    name: 'answers a repeated commit with the first one',
    run: async ({ provider, base }) => {
      const start = await provider.getBranchHead(base);
      ok(start);
      const first = await provider.commit(request(start));
      deepStrictEqual(await provider.commit(request(start)), first);
    },
  },
  {
    name: 'writes nothing when the files are already so',
    run: async ({ provider, base, pushByHand }) => {
      const start = await pushByHand(base, { [FILE]: 'same' });
      const result = await provider.commit(
        request(base, {
          files: [
            { path: FILE, content: 'same' },
            { path: 'never/there.yaml', content: null },
          ],
        }),
      );
      deepStrictEqual(result, { outcome: 'unchanged', head: start });
      strictEqual(await provider.getBranchHead(BRANCH), undefined);
    },
  },
  {
    name: 'does not touch a branch that a person moved, and says where it is',
    run: async ({ provider, base, pushByHand }) => {
      const { head } = await provider.commit(request(base));
      const moved = await pushByHand(BRANCH, { [FILE]: 'edited by hand' });
      const files = [{ path: FILE, content: 'overwritten' }];

      for (const expectedHead of [head, undefined]) {
        const conflict = await conflictOf(
          provider.commit(request(base, { expectedHead, files })),
        );
        strictEqual(conflict.currentHead, moved);
      }
      strictEqual(await provider.getBranchHead(BRANCH), moved);
    },
  },
  {
    name: 'does not recreate a branch that is expected but gone',
    run: async ({ provider, base }) => {
      const expectedHead = await provider.getBranchHead(base);
      const conflict = await conflictOf(
        provider.commit(request(base, { expectedHead })),
      );
      strictEqual(conflict.currentHead, undefined);
      strictEqual(await provider.getBranchHead(BRANCH), undefined);
    },
  },
  {
    name: 'lets one of several racing commits win',
    run: async ({ provider, base }) => {
      const results = await Promise.allSettled(
        [1, 2, 3, 4, 5].map(n =>
          provider.commit(
            request(base, { files: [{ path: FILE, content: `n: ${n}` }] }),
          ),
        ),
      );
      strictEqual(results.filter(r => r.status === 'fulfilled').length, 1);
    },
  },
  {
    name: 'refuses unsafe paths, unsafe branches and commits on the base',
    run: async ({ provider, base }) => {
      const bad: Partial<ScmCommitRequest>[] = [
        { files: [{ path: '../outside', content: '' }] },
        { files: [{ path: '/etc/passwd', content: '' }] },
        { files: [{ path: 'a/.GIT/config', content: '' }] },
        { branch: '--force' },
        { branch: 'a..b' },
        { branch: base },
        { files: [] },
      ];
      for (const overrides of bad) {
        await rejects(
          provider.commit(request(base, overrides)),
          ScmInvalidError,
          JSON.stringify(overrides),
        );
      }
    },
  },
  {
    name: 'does not commit to a new branch from a base that does not exist',
    run: async ({ provider }) => {
      for (const base of ['nobody/made-this', MISSING_COMMIT]) {
        await rejects(provider.commit(request(base)), ScmNotFoundError);
      }
    },
  },
  {
    name: 'opens a pull request and finds it by number and by branch',
    run: async arrangement => {
      const { provider, base } = arrangement;
      const created = await proposed(arrangement);

      strictEqual(created.state, 'open');
      strictEqual(created.base, base);
      strictEqual(created.title, 'Join checkout');
      strictEqual(created.body, 'Stage 1 of 4');
      strictEqual(created.head, await provider.getBranchHead(BRANCH));
      match(created.createdAt, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      deepStrictEqual(await provider.getPullRequest(created.number), created);
      for (const state of ['open', 'all'] as const) {
        deepStrictEqual(
          await provider.findPullRequests({ branch: BRANCH, state }),
          [created],
        );
      }
      for (const state of ['closed', 'merged'] as const) {
        deepStrictEqual(
          await provider.findPullRequests({ branch: BRANCH, state }),
          [],
        );
      }
    },
  },
  {
    name: 'answers a repeated creation with the open pull request, also in a race',
    run: async arrangement => {
      const first = await proposed(arrangement);
      const others = await Promise.all(
        [1, 2, 3].map(() => propose(arrangement)),
      );
      deepStrictEqual(
        others.map(other => other.number),
        [first.number, first.number, first.number],
      );
    },
  },
  {
    name: 'lets an open pull request follow its branch',
    run: async arrangement => {
      const { number } = await proposed(arrangement);
      const moved = await arrangement.pushByHand(BRANCH, { 'more.yaml': '1' });
      strictEqual(
        (await arrangement.provider.getPullRequest(number)).head,
        moved,
      );
    },
  },
  {
    name: 'proposes nothing that the base already holds',
    run: async arrangement => {
      const { provider, base } = arrangement;
      await proposed(arrangement);
      await rejects(
        provider.createPullRequest({
          branch: base,
          base,
          title: 'Nothing',
          body: '',
        }),
        ScmInvalidError,
      );
    },
  },
  {
    name: 'does not know pull requests and branches that were never made',
    run: async arrangement => {
      const { provider } = arrangement;
      const by = 'user:default/jane';
      await rejects(provider.getPullRequest(999_999), ScmNotFoundError);
      await rejects(provider.diff(999_999), ScmNotFoundError);
      await rejects(provider.close(999_999, { by }), ScmNotFoundError);
      await rejects(
        provider.merge(999_999, { by, expectedHead: MISSING_COMMIT }),
        ScmNotFoundError,
      );
      await rejects(propose(arrangement), ScmNotFoundError);
    },
  },
  {
    name: 'shows each changed file against the point where the branch left the base',
    run: async arrangement => {
      const { provider, base, pushByHand } = arrangement;
      const from = await pushByHand(base, {
        'b.yaml': 'b: 1\n',
        'c.yaml': 'c\n',
      });
      const { number, head } = await proposed(arrangement, [
        { path: 'a.yaml', content: 'a: 1\n' },
        { path: 'b.yaml', content: 'b: 2\n' },
        { path: 'c.yaml', content: null },
      ]);
      await pushByHand(base, { 'elsewhere.yaml': 'not part of it' });

      const diff = await provider.diff(number);

      deepStrictEqual([diff.from, diff.to], [from, head]);
      deepStrictEqual(
        diff.files.map(({ path, change }) => [path, change]),
        [
          ['a.yaml', 'added'],
          ['b.yaml', 'modified'],
          ['c.yaml', 'deleted'],
        ],
      );
      match(diff.files[1].patch, /^-b: 1\n\+b: 2$/m);
    },
  },
  {
    name: 'merges once, however often it is asked',
    run: async arrangement => {
      const { provider, base } = arrangement;
      const { number, head } = await proposed(arrangement);
      const by = 'user:default/jane';

      const merged = await provider.merge(number, { by, expectedHead: head });
      const baseHead = await provider.getBranchHead(base);
      const again = await provider.merge(number, { by, expectedHead: head });

      strictEqual(merged.state, 'merged');
      strictEqual(merged.mergeCommit, baseHead);
      deepStrictEqual(again, merged);
      strictEqual(await provider.getBranchHead(base), baseHead);
      const files = await provider.readFiles(base, [FILE]);
      strictEqual(files.get(FILE), 'mode: PERMISSIVE\n');
      strictEqual((await provider.diff(number)).files.length, 1);
      await conflictOf(provider.close(number, { by }));
      const conflict = await conflictOf(propose(arrangement));
      strictEqual(conflict.pullRequest, number);
    },
  },
  {
    name: 'merges changes of different files and keeps both',
    run: async arrangement => {
      const { provider, base, pushByHand } = arrangement;
      const { number, head } = await proposed(arrangement);
      await pushByHand(base, { 'other.yaml': 'other: 1\n' });

      await provider.merge(number, {
        by: 'user:default/jane',
        expectedHead: head,
      });

      const files = await provider.readFiles(base, [FILE, 'other.yaml']);
      deepStrictEqual(
        [...files.values()],
        ['mode: PERMISSIVE\n', 'other: 1\n'],
      );
    },
  },
  {
    name: 'does not merge conflicting changes and stays open',
    run: async arrangement => {
      const { provider, base, pushByHand } = arrangement;
      const { number, head } = await proposed(arrangement);
      const theirs = await pushByHand(base, { [FILE]: 'mode: DISABLE\n' });

      await conflictOf(
        provider.merge(number, { by: 'user:default/jane', expectedHead: head }),
      );

      strictEqual(await provider.getBranchHead(base), theirs);
      strictEqual((await provider.getPullRequest(number)).state, 'open');
    },
  },
  {
    name: 'does not merge another commit than the reviewed one',
    run: async arrangement => {
      const { provider, pushByHand } = arrangement;
      const { number, head } = await proposed(arrangement);
      const moved = await pushByHand(BRANCH, { [FILE]: 'sneaked in' });

      const conflict = await conflictOf(
        provider.merge(number, { by: 'user:default/jane', expectedHead: head }),
      );

      strictEqual(conflict.currentHead, moved);
      strictEqual((await provider.getPullRequest(number)).state, 'open');
    },
  },
  {
    name: 'keeps a closed pull request closed',
    run: async arrangement => {
      const { provider, base } = arrangement;
      const { number, head } = await proposed(arrangement);
      const by = 'user:default/jane';
      const before = await provider.getBranchHead(base);

      const closed = await provider.close(number, { by });

      strictEqual(closed.state, 'closed');
      deepStrictEqual(await provider.close(number, { by }), closed);
      strictEqual((await conflictOf(propose(arrangement))).pullRequest, number);
      await conflictOf(provider.merge(number, { by, expectedHead: head }));
      strictEqual(await provider.getBranchHead(base), before);
      strictEqual(await provider.getBranchHead(BRANCH), head);
      deepStrictEqual(
        await provider.findPullRequests({ branch: BRANCH, state: 'all' }),
        [closed],
      );
    },
  },
];
