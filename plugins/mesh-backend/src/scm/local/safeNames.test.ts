import { spawnSync } from 'node:child_process';
import { posix, win32 } from 'node:path';
import {
  branchNameProblem,
  repositoryPathProblem,
} from '@onmesh/plugin-mesh-node';
import fc from 'fast-check';
import { TestRepository } from '../__testUtils__/TestRepository';

/** Strings made of the pieces that the rules are about, and of anything else. */
const awkward = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '/',
          '.',
          '..',
          '.git',
          '.GIT',
          'git~1',
          '.lock',
          '\\',
          ':',
          '@',
          '{',
        ],
        ...[
          '-',
          '~',
          '^',
          '*',
          '?',
          '[',
          ' ',
          '\0',
          '\n',
          '\u200c',
          '\u007f',
          'HEAD',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map(pieces => pieces.join(''));

describe('safe names', () => {
  it('of branches are those that git check-ref-format takes, but for what we add', () => {
    // Fine as the end of a ref, but not as a branch: options, HEAD and its short form, full refs, commit ids. And the
    // control characters beyond ASCII, which Git does not know as such.
    const ours = /^-|^HEAD$|^@$|^refs\/|^[0-9a-f]{40}$|[\u0080-\u009f]/i;
    fc.assert(
      fc.property(
        awkward.filter(name => !name.includes('\0') && !ours.test(name)),
        name => {
          const { status } = spawnSync('git', [
            'check-ref-format',
            `refs/heads/${name}`,
          ]);
          expect(branchNameProblem(name) === undefined).toBe(status === 0);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it('of paths stay inside of the folder on POSIX and on Windows', () => {
    fc.assert(
      fc.property(awkward, path => {
        fc.pre(repositoryPathProblem(path) === undefined);
        expect(posix.normalize(path)).toBe(path);
        expect(posix.join('/root', path)).toBe(`/root/${path}`);
        expect(win32.isAbsolute(path)).toBe(false);
        expect(win32.join('C:\\root', path)).toMatch(/^C:\\root\\./);
        expect(path.toLowerCase().split('/')).not.toContain('.git');
      }),
      { numRuns: 2000 },
    );
  });

  it('of paths are taken by Git as they are', () => {
    const repository = new TestRepository();
    try {
      const paths = fc
        .sample(awkward, 20_000)
        .filter(path => repositoryPathProblem(path) === undefined)
        // Each in a folder of its own, so that none is the folder of another.
        .map((path, n) => `${n}/${path}`);
      expect(paths.length).toBeGreaterThan(100);

      const object = repository.git(['hash-object', '-w', '--stdin'], 'x');
      const tree = repository.git(
        [
          '-c',
          'core.protectHFS=true',
          '-c',
          'core.protectNTFS=true',
          'update-index',
          '-z',
          '--index-info',
        ],
        paths.map(path => `100644 ${object}\t${path}\0`).join(''),
      );

      expect(tree).toBe('');
      const listed = repository
        .git(['ls-files', '-z'])
        .split('\0')
        .filter(Boolean);
      expect(listed.sort()).toEqual(paths.sort());
    } finally {
      repository.remove();
    }
  });
});
