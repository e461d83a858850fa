import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert';
import { ScmInvalidError, ScmNotFoundError } from '../ScmError';
import { ScmCommitRequest } from '../ScmProvider';
import {
  BRANCH,
  commitRequest,
  conflictOf,
  FILE,
  MISSING_COMMIT,
} from './contractSteps';
import { ScmProviderContractCase } from './ScmProviderArrangement';

/** What a provider has to do with files, commits and branches. */
export const commitContract: readonly ScmProviderContractCase[] = [
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
        commitRequest(base, {
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
      const first = await provider.commit(commitRequest(base));
      const second = await provider.commit(
        commitRequest(base, {
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
      const first = await provider.commit(commitRequest(start));
      deepStrictEqual(await provider.commit(commitRequest(start)), first);
    },
  },
  {
    name: 'writes nothing when the files are already so',
    run: async ({ provider, base, pushByHand }) => {
      const start = await pushByHand(base, { [FILE]: 'same' });
      const result = await provider.commit(
        commitRequest(base, {
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
      const { head } = await provider.commit(commitRequest(base));
      const moved = await pushByHand(BRANCH, { [FILE]: 'edited by hand' });
      const files = [{ path: FILE, content: 'overwritten' }];

      for (const expectedHead of [head, undefined]) {
        const conflict = await conflictOf(
          provider.commit(commitRequest(base, { expectedHead, files })),
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
        provider.commit(commitRequest(base, { expectedHead })),
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
            commitRequest(base, {
              files: [{ path: FILE, content: `n: ${n}` }],
            }),
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
          provider.commit(commitRequest(base, overrides)),
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
        await rejects(provider.commit(commitRequest(base)), ScmNotFoundError);
      }
    },
  },
];
