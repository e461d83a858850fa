// A throw-away PostgreSQL for one test run, when the machine has the server's programs.
import { execFile, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Folder of initdb and pg_ctl: on PATH, or where Debian hides them. */
function findPrograms() {
  const debian = '/usr/lib/postgresql';
  const hidden = existsSync(debian)
    ? readdirSync(debian).map(version => join(debian, version, 'bin'))
    : [];
  return [...process.env.PATH.split(delimiter), ...hidden].find(
    folder =>
      existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
  );
}

/** PostgreSQL refuses to run as root, so root lends it the identity of nobody. */
function unprivileged() {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .find(([name]) => name === 'nobody');
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : {};
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts PostgreSQL on a free loopback port in a fresh folder.
 * Answers `{ connectionString, stop }`, or undefined when the machine has no PostgreSQL.
 */
export async function startPostgres() {
  const programs = findPrograms();
  if (!programs) {
    return undefined;
  }
  const identity = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'onmesh-postgres-'));
  if (identity.uid !== undefined) {
    chownSync(folder, identity.uid, identity.gid);
  }
  const options = { cwd: folder, ...identity };
  const data = join(folder, 'data');
  const port = await freePort();
  await run(
    join(programs, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--no-sync',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
    ],
    options,
  );
  const control = [
    '--pgdata',
    data,
    '--log',
    join(folder, 'log'),
    '--wait',
    '--options',
    `-h 127.0.0.1 -p ${port} -k ${folder} -c fsync=off`,
  ];
  const started = spawnSync(join(programs, 'pg_ctl'), [...control, 'start'], {
    ...options,
    stdio: 'ignore',
  });
  if (started.status !== 0) {
    throw new Error(
      `PostgreSQL did not start: ${readFileSync(join(folder, 'log'), 'utf8')}`,
    );
  }
  return {
    connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop() {
      spawnSync(
        join(programs, 'pg_ctl'),
        ['--pgdata', data, '--mode', 'immediate', 'stop'],
        { ...options, stdio: 'ignore' },
      );
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
