import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert';
import { ScmInvalidError, ScmNotFoundError } from '../ScmError';
import {
  BRANCH,
  conflictOf,
  FILE,
  MISSING_COMMIT,
  propose,
  proposed,
} from './contractSteps';
import { ScmProviderContractCase } from './ScmProviderArrangement';

/** What a provider has to do with pull requests. */
export const pullRequestContract: readonly ScmProviderContractCase[] = [
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
