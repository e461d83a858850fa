// Runs a root script on a supported Node, with the dependencies installed. Uses nothing but Node's own modules,
// because it runs before anything is installed.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whenParentEnds } from './whenParentEnds.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SUPPORTED_MAJORS = [22, 24];
const FALLBACK_NODE = '22.23.3';

const say = message => console.log(`[onmesh] ${message}`);

/** Folder of a supported Node from the npm registry, fetched on first use. */
function fetchNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const cache = join(root, '.cache', 'node');
  const folder = join(cache, 'node_modules', name);
  if (!existsSync(join(folder, 'package.json'))) {
    say(
      `Node ${process.version} is not supported (needs ${SUPPORTED_MAJORS.join(' or ')}). Fetching ${name}@${FALLBACK_NODE} ...`,
    );
    mkdirSync(cache, { recursive: true });
    try {
      execFileSync(
        'npm',
        [
          'install',
          '--prefix',
          cache,
          '--no-save',
          '--no-audit',
          '--no-fund',
          '--ignore-scripts',
          `${name}@${FALLBACK_NODE}`,
        ],
        { stdio: 'inherit', shell: process.platform === 'win32' },
      );
    } catch {
      say(
        `Could not fetch ${name}. Install Node ${SUPPORTED_MAJORS.join(' or ')} yourself and run the command again.`,
      );
      process.exit(1);
    }
  }
  return folder;
}

function supportedEnvironment() {
  const major = Number(process.versions.node.split('.')[0]);
  if (SUPPORTED_MAJORS.includes(major)) {
    return { node: process.execPath, env: process.env };
  }
  const folder = fetchNode();
  const bin = join(folder, 'bin');
  return {
    node: join(bin, 'node'),
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      // Native modules compile against the headers that this package carries.
      npm_config_nodedir: folder,
    },
  };
}

const [script, ...args] = process.argv.slice(2);
const { scripts } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
if (!script || !scripts[script]) {
  say(
    `No root script "${script}". There are: ${Object.keys(scripts).join(', ')}.`,
  );
  process.exit(2);
}

const { node, env } = supportedEnvironment();
const yarn = join(root, '.yarn', 'releases', 'yarn-4.18.1.cjs');
const run = (...command) =>
  new Promise(done => {
    const child = spawn(node, [yarn, ...command], {
      cwd: root,
      env,
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => child.kill(signal));
    }
    whenParentEnds(() => child.kill('SIGTERM'));
    child.on('exit', (code, signal) => done(signal ? 1 : code));
  });

/** Changes with everything that decides what is installed. The Node version does, because native modules are built for it. */
function installFingerprint() {
  const workspaces = ['plugins', 'packages'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name => join(folder, name)),
  );
  const hash = createHash('sha256');
  hash.update(execFileSync(node, ['--version']));
  for (const file of [
    'yarn.lock',
    '.yarnrc.yml',
    ...['.', ...workspaces].map(folder => join(folder, 'package.json')),
  ]) {
    if (existsSync(join(root, file))) {
      hash.update(readFileSync(join(root, file)));
    }
  }
  return hash.digest('hex');
}

// Inside node_modules, so that removing that removes this.
const stamp = join(root, 'node_modules', '.onmesh-installed');
const fingerprint = installFingerprint();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== fingerprint) {
  say('Installing dependencies (minutes the first time) ...');
  const installed = await run('install', '--immutable');
  if (installed !== 0) {
    say(
      'Installing failed: see the lines above. The registry must be reachable the first time.',
    );
    process.exit(installed);
  }
  writeFileSync(stamp, fingerprint);
}
say(
  `Running ${script} on ${execFileSync(node, ['--version']).toString().trim()} ...`,
);
process.exit(await run('run', script, ...args));
