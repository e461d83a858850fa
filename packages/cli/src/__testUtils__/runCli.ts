import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** Root of the repository, which the paths in tests and in the README start from. */
export const root = resolve(__dirname, '../../../..');

/** The demo cluster. */
export const demo = 'examples/clusters/demo';

/** What a run of the command left behind. */
export interface CliRun {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command as a process of its own, as a shell or a pipeline does. */
export async function runCli(
  args: readonly string[],
  options: { stdin?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<CliRun> {
  const child = spawn(
    process.execPath,
    [
      '-r',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'packages/cli/src/index.ts',
      ...args,
    ],
    {
      cwd: root,
      // Options of the test runner are not for the command.
      env: { ...process.env, NODE_OPTIONS: '', ...options.env },
    },
  );
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  child.stdin.end(options.stdin ?? '');
  const [code, out, err] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, out, err };
}
