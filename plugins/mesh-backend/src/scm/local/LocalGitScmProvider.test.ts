import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ScmCommitRequest,
  ScmConflictError,
  ScmInvalidError,
  ScmNotFoundError,
  ScmUnavailableError,
} from '@onmesh/plugin-mesh-node';
import { arrangeLocal, BOT } from '../__testUtils__/arrangeLocal';
import { LocalGitScmProvider } from './LocalGitScmProvider';

const JANE = { name: 'Jane Doe', email: 'jane@example.com' };
const BRANCH = 'mesh/checkout-1a2b3c4d';

function commitOf(overrides: Partial<ScmCommitRequest> = {}): ScmCommitRequest {
  return {
    base: 'main',
    branch: BRANCH,
    expectedHead: undefined,
    files: [{ path: 'shop/checkout.yaml', content: 'a: 1\n' }],
    message: 'Join checkout\n\nMesh-Request: 1a2b3c4d/1\n',
    author: JANE,
    ...overrides,
  };
}

// Each test starts dozens of Git processes, which takes its time on a busy machine.
jest.setTimeout(60_000);

describe('commits of a local Git repository', () => {
  let arranged: Awaited<ReturnType<typeof arrangeLocal>>;

  beforeEach(async () => {
    arranged = await arrangeLocal();
  });

  afterEach(() => arranged.remove());

  it('are readable with plain Git, with author, committer, date and trailer', async () => {
    const { provider, repository } = arranged;

    const { head } = await provider.commit(
      commitOf({ date: new Date('2026-11-25T12:00:00.700Z') }),
    );

    expect(repository.git(['show', `${BRANCH}:shop/checkout.yaml`])).toBe(
      'a: 1',
    );
    expect(
      repository.git([
        'show',
        '--no-patch',
        '--format=%an <%ae>|%cn <%ce>|%aI|%cI|%(trailers:key=Mesh-Request,valueonly,separator=%x2C)',
        head,
      ]),
    ).toBe(
      `Jane Doe <jane@example.com>|${BOT.name} <${BOT.email}>|2026-11-25T12:00:00+00:00|2026-11-25T12:00:00+00:00|1a2b3c4d/1`,
    );
    expect(repository.git(['fsck', '--strict'])).toBe('');
  });

  it('record another committer when one is given', async () => {
    const committer = { name: 'Release', email: 'release@example.com' };
    const { head } = await arranged.provider.commit(commitOf({ committer }));
    expect(
      arranged.repository.git(['show', '-s', '--format=%cn %ce', head]),
    ).toBe('Release release@example.com');
  });

  it('have the same id for the same request and date in two repositories', async () => {
    const other = await arrangeLocal();
    try {
      const date = new Date('2026-11-25T12:00:00Z');
      const start = arranged.repository.head('main');
      other.repository.git([
        'fetch',
        '--quiet',
        arranged.repository.directory,
        '+main:main',
      ]);
      const request = commitOf({ date, base: start });
      expect(await other.provider.commit(request)).toEqual(
        await arranged.provider.commit(request),
      );
    } finally {
      await other.remove();
    }
  });

  it('let exactly one of 20 racing writers in two replicas win, and tell the others where the branch is', async () => {
    const replicas = [
      arranged.provider,
      await arranged.providerWith(arranged.table),
    ];

    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        replicas[n % 2].commit(
          commitOf({ files: [{ path: `shop/${n}.yaml`, content: `n: ${n}` }] }),
        ),
      ),
    );

    const won = results.flatMap(r =>
      r.status === 'fulfilled' ? [r.value] : [],
    );
    const lost = results.flatMap(r =>
      r.status === 'rejected' ? [r.reason] : [],
    );
    expect(won).toEqual([
      { outcome: 'committed', head: arranged.repository.head(BRANCH) },
    ]);
    expect(lost).toHaveLength(19);
    for (const error of lost) {
      expect(error).toBeInstanceOf(ScmConflictError);
      expect(error.currentHead).toBe(won[0].head);
    }
  });

  it('give 20 racing repetitions of one and the same commit the same answer', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => arranged.provider.commit(commitOf())),
    );
    expect(new Set(results.map(({ head }) => head))).toEqual(
      new Set([arranged.repository.head(BRANCH)]),
    );
  });

  it('keep the mode of a file that may be executed', async () => {
    const { provider, repository } = arranged;
    repository.push('main', { 'run.sh': { mode: '100755', content: 'old' } });
    await provider.commit(
      commitOf({ files: [{ path: 'run.sh', content: 'new' }] }),
    );
    expect(repository.git(['ls-tree', BRANCH, 'run.sh'])).toMatch(
      /^100755 blob/,
    );
  });

  it('cannot be made on a branch whose name is a folder of another', async () => {
    const { provider } = arranged;
    await provider.commit(commitOf());
    await expect(
      provider.commit(commitOf({ branch: `${BRANCH}/2` })),
    ).rejects.toThrow(/cannot be made: another branch is a part of its name/);
  });

  it('leave no temporary file behind', async () => {
    const before = process.env.TMPDIR;
    const folder = mkdtempSync(join(tmpdir(), 'onmesh-test-'));
    process.env.TMPDIR = folder;
    try {
      await arranged.provider.commit(commitOf());
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      if (before === undefined) {
        delete process.env.TMPDIR;
      } else {
        process.env.TMPDIR = before;
      }
      await rm(folder, { recursive: true });
    }
  });

  it('do not run the hooks of the repository', async () => {
    const { provider, repository } = arranged;
    const hook = join(repository.directory, 'hooks', 'reference-transaction');
    writeFileSync(hook, `#!/bin/sh\ntouch "${repository.directory}/ran"\n`);
    chmodSync(hook, 0o755);
    await provider.commit(commitOf());
    expect(existsSync(join(repository.directory, 'ran'))).toBe(false);
  });

  it.each`
    path                  | reason
    ${'link'}             | ${'"link" is a symbolic link'}
    ${'link/etc/passwd'}  | ${'"link" is a symbolic link'}
    ${'a/link/x.yaml'}    | ${'"a/link" is a symbolic link'}
    ${'module'}           | ${'"module" is a submodule'}
    ${'module/x.yaml'}    | ${'"module" is a submodule'}
    ${'README.md/x.yaml'} | ${'"README.md" is a file'}
    ${'a'}                | ${'"a" is a folder'}
  `('refuse $path, because $reason', async ({ path, reason }) => {
    const { provider, repository } = arranged;
    repository.push('main', {
      link: { mode: '120000', content: '/' },
      'a/link': { mode: '120000', content: '../..' },
      'a/file': 'x',
    });
    repository.pushIndex('main', `160000 ${'1'.repeat(40)}\tmodule\n`);

    for (const content of ['x', null]) {
      const commit = provider.commit(commitOf({ files: [{ path, content }] }));
      await expect(commit).rejects.toThrow(ScmInvalidError);
      await expect(commit).rejects.toThrow(reason);
    }
    await expect(provider.readFiles('main', [path])).rejects.toThrow(reason);
    expect(repository.head(BRANCH)).toBeUndefined();
  });

  it.each`
    what                             | overrides
    ${'a path twice'}                | ${{ files: [{ path: 'a', content: '' }, { path: 'a', content: null }] }}
    ${'a file that is a folder'}     | ${{ files: [{ path: 'a/b', content: '' }, { path: 'a', content: '' }] }}
    ${'an empty message'}            | ${{ message: ' \n' }}
    ${'NUL in the message'}          | ${{ message: 'a\0b' }}
    ${'an author of two lines'}      | ${{ author: { name: 'Jane\nX: y', email: 'jane@example.com' } }}
    ${'an author without an e-mail'} | ${{ author: { name: 'Jane', email: '' } }}
    ${'a forged e-mail'}             | ${{ committer: { name: 'Jane', email: 'a> <b' } }}
    ${'a date that is none'}         | ${{ date: new Date('yesterday') }}
    ${'a short commit id'}           | ${{ expectedHead: 'abc123' }}
    ${'an option as base'}           | ${{ base: '--all' }}
  `('refuse $what', async ({ overrides }) => {
    await expect(arranged.provider.commit(commitOf(overrides))).rejects.toThrow(
      ScmInvalidError,
    );
    expect(arranged.repository.head(BRANCH)).toBeUndefined();
  });

  it('are not read as text when they are none', async () => {
    const { provider, repository } = arranged;
    const file = join(repository.directory, 'latin1');
    writeFileSync(file, Buffer.from([0xe9, 0x0a]));
    const latin1 = repository.git(['hash-object', '-w', file]);
    repository.pushIndex('main', `100644 ${latin1}\tlatin1.yaml\n`);
    await expect(provider.readFiles('main', ['latin1.yaml'])).rejects.toThrow(
      '"latin1.yaml" is no UTF-8 text',
    );
  });

  it('give back 300 files with every kind of content', async () => {
    const texts = [
      '',
      '\n',
      'no newline',
      '\ufeffmark\r\n',
      'ab1 blob 3\nxyz\n',
      'é😀',
    ];
    const files = Array.from({ length: 300 }, (_, n) => ({
      path: `many/${n % 7}/${n}.yaml`,
      content: texts[n % texts.length],
    }));
    await arranged.provider.commit(commitOf({ files }));
    const read = await arranged.provider.readFiles(
      BRANCH,
      files.map(({ path }) => path),
    );
    expect([...read]).toEqual(
      files.map(({ path, content }) => [path, content]),
    );
  });
});

describe('a local Git provider', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'onmesh-test-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Stands in for the git executable. */
  function executable(script: string): string {
    const file = join(folder, 'git');
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  async function create(overrides: {
    directory?: string;
    executable?: string;
    timeoutMs?: number;
  }) {
    const arranged = await arrangeLocal();
    try {
      return await LocalGitScmProvider.create({
        directory: arranged.repository.directory,
        repo: 'gitops',
        store: arranged.table,
        identity: BOT,
        ...overrides,
      });
    } finally {
      await arranged.remove();
    }
  }

  const gitOfVersion = (version: string) =>
    executable(
      `case "$*" in *" version") echo "${version}";; *) echo true;; esac`,
    );

  it.each(['git version 2.37.7', 'git version 1.99.0', 'git version two'])(
    'refuses %j and says which is needed',
    async version => {
      await expect(
        create({ executable: gitOfVersion(version) }),
      ).rejects.toThrow(
        `needs Git 2.38 or newer, but found ${JSON.stringify(version)}`,
      );
    },
  );

  it.each([
    'git version 2.38.0',
    'git version 2.50.1 (Apple Git-155)',
    'git version 3.0.0',
  ])('takes %j', async version => {
    await expect(
      create({ executable: gitOfVersion(version) }),
    ).resolves.toBeInstanceOf(LocalGitScmProvider);
  });

  it('says what to install when there is no Git', async () => {
    await expect(
      create({ executable: join(folder, 'absent') }),
    ).rejects.toThrow(/Cannot run .* \(ENOENT\)\. Install Git 2\.38 or newer/);
  });

  it('stops a Git that hangs and may be tried again', async () => {
    const created = create({
      executable: executable('exec sleep 20'),
      timeoutMs: 200,
    });
    await expect(created).rejects.toThrow(ScmUnavailableError);
    await expect(created).rejects.toThrow(/longer than 200 ms/);
  });

  it('does not find a repository where there is none', async () => {
    await expect(create({ directory: folder })).rejects.toThrow(
      ScmNotFoundError,
    );
  });

  it('does not take a repository with a work tree', async () => {
    const arranged = await arrangeLocal();
    arranged.repository.git(['config', 'core.bare', 'false']);
    try {
      await expect(arranged.providerWith(arranged.table)).rejects.toThrow(
        /has a work tree/,
      );
    } finally {
      await arranged.remove();
    }
  });

  it('does not show the path of the repository in its errors', async () => {
    const arranged = await arrangeLocal();
    const { directory } = arranged.repository;
    writeFileSync(join(directory, 'refs', 'heads', 'main.lock'), '');
    try {
      const { head } = await arranged.provider.commit(commitOf());
      const { number } = await arranged.provider.createPullRequest({
        branch: BRANCH,
        base: 'main',
        title: 'x',
        body: '',
      });
      const error = await arranged.provider
        .merge(number, { by: 'user:default/jane', expectedHead: head })
        .catch(e => e);
      expect(error).toBeInstanceOf(ScmUnavailableError);
      expect(error.message).toMatch(/could not lock branch main.*stale lock/s);
      expect(error.message).not.toContain(directory);
    } finally {
      await arranged.remove();
    }
  });
});
