import { ScmProvider } from '@onmesh/plugin-mesh-node';
import knexFactory, { Knex } from 'knex';
import { JobQueue } from '../store/JobQueue';
import { KnexRequestStore } from '../store/KnexRequestStore';
import { Worker } from '../worker/Worker';
import { localProvider, oneRepository } from './workerParts';

/** What the parent process says in the environment variable CRASH. */
export interface CrashOrder {
  database: Knex.Config;
  directory: string;
  method: keyof ScmProvider;
  when: 'before' | 'after';
  leaseMs: number;
}

/** Dies like a process dies that is out of memory: at once, without a word. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
}

function deadly(scm: ScmProvider, order: CrashOrder): ScmProvider {
  return new Proxy(scm, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') {
        return value;
      }
      const call = (...args: unknown[]) => Reflect.apply(value, target, args);
      return name === order.method
        ? async (...args: unknown[]) => {
            if (order.when === 'after') {
              await call(...args);
            }
            return die();
          }
        : call;
    },
  });
}

const silent = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

async function main(order: CrashOrder) {
  const knex = knexFactory(order.database);
  const scm = deadly(await localProvider(knex, order.directory), order);
  const worker = new Worker({
    store: new KnexRequestStore(knex),
    queue: new JobQueue(knex),
    repositories: oneRepository(scm),
    gates: { read: async () => [], observed: async () => undefined },
    logger: silent,
    owner: `child-${process.pid}`,
    leaseMs: order.leaseMs,
    pollMs: 0,
    random: () => 0,
  });
  await worker.runDue();
  await knex.destroy();
}

main(JSON.parse(process.env.CRASH ?? '')).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
