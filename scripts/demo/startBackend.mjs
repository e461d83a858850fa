import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root, stateFolder } from './paths.mjs';
import { runLogged } from './runLogged.mjs';

/**
 * Starts packages/backend from its sources, compiled as they load, as `backstage-cli package start` does, but without
 * a watcher. It serves the built app too, so that one port is enough.
 *
 * @param configs - absolute paths of configuration files that are merged over the demo's
 */
export function startBackend({ url, port, configs = [] }) {
  const require = createRequire(join(root, 'package.json'));
  mkdirSync(join(stateFolder, 'db'), { recursive: true });
  return runLogged({
    args: [
      '--enable-source-maps',
      '--require',
      require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      '--require',
      join(root, 'scripts/demo/endWithParent.cjs'),
      'src/index.ts',
      ...configArguments(configs),
    ],
    cwd: join(root, 'packages/backend'),
    env: {
      NODE_ENV: process.env.NODE_ENV ?? 'development',
      // app-config.yaml puts databases and repositories there.
      ONMESH_STATE: stateFolder,
      NODE_COMPILE_CACHE: join(root, '.cache', 'compile'),
      APP_CONFIG_app_baseUrl: JSON.stringify(url),
      APP_CONFIG_backend_baseUrl: JSON.stringify(url),
      APP_CONFIG_backend_cors_origin: JSON.stringify(url),
      APP_CONFIG_backend_listen_port: JSON.stringify(port),
    },
    log: join(stateFolder, 'backend.log'),
  });
}

/** Naming one file turns off the reading of the usual ones, so these are named too. */
function configArguments(configs) {
  if (configs.length === 0) {
    return [];
  }
  const usual = ['app-config.yaml', 'app-config.local.yaml']
    .map(name => join(root, name))
    .filter(existsSync);
  return [...usual, ...configs].flatMap(file => ['--config', file]);
}
