import {
  ChildProcess,
  execFileSync,
  spawn,
  spawnSync,
} from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './freePorts';
import { waitFor } from './waitFor';

const STEP = 30;

/** A counter that grew evenly until now. */
export interface Counter {
  name: string;
  labels: Record<string, string>;
  perSecond: number;
  /** For how many seconds; default an hour. */
  since?: number;
}

/** Whether there is a Prometheus to test against; says loudly when there is none. */
export function hasPrometheus(): boolean {
  const found = ['prometheus', 'promtool'].every(
    name => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );
  if (!found) {
    process.stderr.write(
      'Tests on a real Prometheus are skipped: put prometheus and promtool on PATH.\n',
    );
  }
  return found;
}

/** A real Prometheus on loopback that holds the history of some counters. */
export class Prometheus {
  private constructor(
    readonly url: string,
    readonly folder: string,
    readonly child: ChildProcess,
  ) {}

  static async start(counters: readonly Counter[]): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    const data = join(folder, 'data');
    const samples = join(folder, 'samples.om');
    const config = join(folder, 'prometheus.yml');
    await writeFile(config, 'scrape_configs: []\n');
    await writeFile(samples, openMetrics(counters, Date.now() / 1000));
    execFileSync(
      'promtool',
      ['tsdb', 'create-blocks-from', 'openmetrics', samples, data],
      { stdio: 'ignore' },
    );
    const [port] = await freePorts(1);
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore', cwd: folder },
    );
    const prometheus = new Prometheus(
      `http://127.0.0.1:${port}`,
      folder,
      child,
    );
    try {
      await waitFor(async () => {
        const { ok, status } = await fetch(`${prometheus.url}/-/ready`);
        if (!ok) {
          throw new Error(`it answers ${status}`);
        }
      }, 30_000);
      return prometheus;
    } catch (error) {
      await prometheus.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise(resolve => this.child.once('exit', resolve));
      this.child.kill('SIGKILL');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Samples in the text format, those of one metric together and in the order of time. */
function openMetrics(counters: readonly Counter[], now: number): string {
  const end = Math.floor(now / STEP) * STEP;
  const lines = [...new Set(counters.map(({ name }) => name))].flatMap(name => [
    `# TYPE ${name.replace(/_total$/, '')} ${name.endsWith('_total') ? 'counter' : 'unknown'}`,
    ...counters
      .filter(counter => counter.name === name)
      .flatMap(({ labels, perSecond, since = 3600 }) =>
        Array.from({ length: Math.floor(since / STEP) + 1 }, (_, i) => {
          const at = end - (Math.floor(since / STEP) - i) * STEP;
          return `${name}{${labelsOf(labels)}} ${(i + 1) * STEP * perSecond} ${at}`;
        }),
      ),
  ]);
  return `${lines.join('\n')}\n# EOF\n`;
}

function labelsOf(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}
