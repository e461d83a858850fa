import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Starts a Node program whose output goes to a file.
 *
 * It gets a process group of its own, so that stop() reaches whatever it started, and Ctrl-C reaches it only through
 * stop(), once and in order.
 */
export function runLogged({ args, cwd, env, log }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output, 'ipc'],
    detached: process.platform !== 'win32',
  });
  closeSync(output);

  const exited = new Promise(done => {
    child.on('exit', (code, signal) => done(code ?? signal));
    child.on('error', done);
  });
  const signal = name => {
    try {
      if (process.platform === 'win32') {
        child.kill(name);
      } else {
        process.kill(-child.pid, name);
      }
    } catch (error) {
      if (error.code !== 'ESRCH') {
        throw error;
      }
    }
  };

  return {
    /** Resolves with the exit code, the name of the signal, or the error of not starting. */
    exited,
    /** Asks it to end, and ends it after ten seconds. */
    async stop() {
      signal('SIGTERM');
      const force = setTimeout(() => signal('SIGKILL'), 10_000);
      await exited;
      clearTimeout(force);
    },
    lastLines(count) {
      return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count);
    },
  };
}
