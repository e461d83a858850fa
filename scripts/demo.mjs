// `npm start`: builds the portal when needed, serves it from one port, and stops everything again on Ctrl-C.
import { rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertPortFree } from './demo/assertPortFree.mjs';
import { buildApp } from './demo/buildApp.mjs';
import { root, stateFolder } from './demo/paths.mjs';
import { say } from './demo/say.mjs';
import { startBackend } from './demo/startBackend.mjs';
import { waitUntilOk } from './demo/waitUntilOk.mjs';
import { whenParentEnds } from './whenParentEnds.mjs';

const USAGE =
  'Usage: npm start [-- [--reset] [--config FILE]...]. ONMESH_PORT chooses the port (7007).';
const people = [
  { provider: 'demo-owner', who: 'Olivia, service owner' },
  { provider: 'demo-platform', who: 'Pat, platform engineer' },
];

function readOptions() {
  const { reset, config } = parseOptions();
  const port = Number(process.env.ONMESH_PORT || 7007);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `ONMESH_PORT is not a port: ${process.env.ONMESH_PORT}. ${USAGE}`,
    );
  }
  return { reset, port, configs: config.map(file => resolve(file)) };
}

function parseOptions() {
  try {
    return parseArgs({
      options: {
        reset: { type: 'boolean', default: false },
        // Is merged over app-config.yaml, for instance to read a real cluster.
        config: { type: 'string', multiple: true, default: [] },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error.message}. ${USAGE}`);
  }
}

let running;
let stopping = false;

async function stop(signal) {
  if (stopping) {
    return;
  }
  stopping = true;
  say(`Stopping (${signal}) ...`);
  await running?.stop();
  process.exit(0);
}

async function start() {
  const { reset, port, configs } = readOptions();
  await assertPortFree(port);
  if (reset) {
    say('Removing the state of the last demo ...');
    rmSync(stateFolder, { recursive: true, force: true });
  }
  await buildApp({
    onStarted: build => {
      running = build;
    },
  });

  const url = `http://localhost:${port}`;
  const log = relative(root, join(stateFolder, 'backend.log'));
  say(`Starting the backend (its log: ${log}) ...`);
  const backend = startBackend({ url, port, configs });
  running = backend;
  const ended = backend.exited.then(code => {
    throw new Error(
      `The backend ended (${code}). The end of its log, ${log}:\n${backend.lastLines(30).join('\n')}`,
    );
  });
  await Promise.race([ended, announceWhenReady({ url, port, log })]);
  await ended;
}

async function announceWhenReady({ url, port, log }) {
  const local = `http://127.0.0.1:${port}`;
  const health = `${local}/.backstage/health/v1/readiness`;
  if (!(await waitUntilOk(health, { seconds: 120 }))) {
    throw new Error(`The backend is not ready after two minutes; see ${log}.`);
  }
  // Somebody can only be signed in once the catalog has read them.
  for (const { provider, who } of people) {
    const signIn = `${local}/api/auth/${provider}/refresh`;
    if (!(await waitUntilOk(signIn, { seconds: 60 }))) {
      throw new Error(`${who} cannot sign in after a minute; see ${log}.`);
    }
  }
  say(`Ready: ${url}`);
  for (const { who } of people) {
    say(`  enter as ${who}`);
  }
  say('Stop with Ctrl-C. Start over with: npm start -- --reset');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stop(signal));
}
whenParentEnds(() => stop('its parent ended'));
start().catch(async error => {
  if (stopping) {
    return;
  }
  stopping = true;
  say(error.message);
  await running?.stop();
  process.exit(1);
});
