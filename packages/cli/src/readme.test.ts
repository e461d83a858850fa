import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { commands } from './commands';
import { root, runCli } from './__testUtils__/runCli';

jest.setTimeout(240_000);

interface Example {
  command: string;
  code: number;
  /** First line of the output; undefined when the example does not show any. */
  shown?: string;
}

const read = (file: string) =>
  readFile(join(root, 'packages/cli', file), 'utf8');

async function examples(): Promise<Example[]> {
  const blocks = (await read('README.md')).matchAll(/```console\n(.*?)```/gs);
  return [...blocks].flatMap(([, block]) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map(text => {
        const [line, shown] = text.split('\n');
        const [command, comment = ''] = line.split(/ +# /);
        const code = Number(/exit code (\d)/.exec(comment)?.[1] ?? 0);
        return { command, code, shown: shown === '' ? undefined : shown };
      }),
  );
}

describe('the README', () => {
  it('has examples of every command, which give what it shows', async () => {
    const all = await examples();
    const shown = commands.map(({ name }) => name);
    expect(
      shown.filter(name =>
        all.every(({ command }) => !command.startsWith(`onmesh ${name} `)),
      ),
    ).toEqual([]);
    for (const { command, code, shown: first } of all) {
      const run = await runCli(command.split(' ').slice(1));
      expect([command, run.code, run.err.replace(/^note: .*\n/gm, '')]).toEqual(
        [command, code, ''],
      );
      expect([command, first ?? run.out.split('\n')[0]]).toEqual([
        command,
        run.out.split('\n')[0],
      ]);
    }
  });

  it('shows the expectations that its examples check', async () => {
    const [, shown] =
      /```yaml\n# expectations.yaml\n(.*?)```/s.exec(await read('README.md')) ??
      [];
    expect(parse(shown)).toEqual(
      parse(await read('examples/expectations.yaml')),
    );
  });
});
