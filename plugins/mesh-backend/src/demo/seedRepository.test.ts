import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Git } from '../scm/local/Git';
import { readTextFiles } from '../scm/local/readTextFiles';
import { seedRepository } from './seedRepository';

describe('seeding a repository', () => {
  let folder: string;
  let seed: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seed-'));
    seed = join(folder, 'seed');
    await mkdir(join(seed, 'apps'), { recursive: true });
    await writeFile(join(seed, 'README.md'), '# Shop\n');
    await writeFile(join(seed, 'apps', 'a.yaml'), 'a: 1 # one\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const seeded = async (name: string) => {
    const directory = join(folder, 'deep', name);
    const git = new Git({ directory, executable: 'git', timeoutMs: 10_000 });
    const commit = await seedRepository({
      git,
      directory,
      branch: 'main',
      seed,
    });
    return { git, commit };
  };

  it('puts every file on the branch as it is', async () => {
    const { git } = await seeded('a.git');
    const texts = await readTextFiles(git, 'refs/heads/main', [
      'README.md',
      'apps/a.yaml',
    ]);
    expect([...texts.values()]).toEqual(['# Shop\n', 'a: 1 # one\n']);
  });

  it('gives the same commit for the same files', async () => {
    expect((await seeded('a.git')).commit).toBe((await seeded('b.git')).commit);
  });

  it('leaves a branch alone that is there', async () => {
    const { commit } = await seeded('a.git');
    await writeFile(join(seed, 'README.md'), '# Changed\n');
    expect((await seeded('a.git')).commit).toBe(commit);
  });

  it('ends with one branch when several start at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => seeded('a.git')));
    expect(new Set(all.map(({ commit }) => commit)).size).toBe(1);
  });
});
