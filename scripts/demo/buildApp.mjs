import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hashFiles } from './hashFiles.mjs';
import { root } from './paths.mjs';
import { runLogged } from './runLogged.mjs';
import { say } from './say.mjs';

const INPUTS = [
  'packages/app',
  'plugins/mesh',
  'plugins/mesh-common',
  // Says which config the browser may see.
  'plugins/mesh-backend/config.d.ts',
  'app-config.yaml',
  'app-config.local.yaml',
  'yarn.lock',
];

/** Builds packages/app unless its dist comes from these very sources. Outside the state, because --reset need not rebuild. */
export async function buildApp({ onStarted }) {
  const stamp = join(root, '.cache', 'app-build.sha256');
  const wanted = hashFiles(root, INPUTS);
  const built = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  if (
    built === wanted &&
    existsSync(join(root, 'packages/app/dist/index.html'))
  ) {
    return;
  }
  say(
    built
      ? 'Building the app again, because its sources changed ...'
      : 'Building the app (once, about half a minute) ...',
  );
  rmSync(stamp, { force: true });
  const log = join(root, '.cache', 'app-build.log');
  const build = runLogged({
    args: [
      createRequire(join(root, 'package.json')).resolve(
        '@backstage/cli/bin/backstage-cli',
      ),
      'package',
      'build',
    ],
    cwd: join(root, 'packages/app'),
    env: {},
    log,
  });
  onStarted(build);
  const code = await build.exited;
  if (code !== 0) {
    throw new Error(
      `The app does not build (${code}). The end of ${log}:\n${build.lastLines(30).join('\n')}`,
    );
  }
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(stamp, wanted);
}
