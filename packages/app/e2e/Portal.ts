import { ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A portal of a test's own: what `npm start` serves, with other configuration, on its own port, in its own folder. */
export class Portal {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it, and waits until people can sign in. */
  static async start(options: { port: number; config: object }) {
    const folder = await mkdtemp(join(tmpdir(), 'onmesh-portal-'));
    const config = join(folder, 'app-config.json');
    await writeFile(config, JSON.stringify(options.config));
    const child = spawn(
      process.execPath,
      [resolve(__dirname, '../../../scripts/demo.mjs'), '--config', config],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          ONMESH_PORT: String(options.port),
          ONMESH_STATE: join(folder, 'state'),
        },
      },
    );
    const url = `http://localhost:${options.port}`;
    const portal = new Portal(url, folder, child);
    try {
      await portal.saysReady();
      return portal;
    } catch (error) {
      await portal.stop();
      throw error;
    }
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise(done => this.child.once('exit', done));
      this.child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private saysReady(): Promise<void> {
    return new Promise((ready, failed) => {
      let output = '';
      this.child.stdout?.setEncoding('utf8').on('data', chunk => {
        output += chunk;
        if (output.includes('Ready: ')) {
          ready();
        }
      });
      this.child.once('error', failed);
      this.child.once('exit', () =>
        failed(new Error(`The portal did not start:\n${output}`)),
      );
    });
  }
}
