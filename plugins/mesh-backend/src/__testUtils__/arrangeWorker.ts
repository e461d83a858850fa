import { GateResult, ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { ScmProvider } from '@onmesh/plugin-mesh-node';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { TestRepository } from '../scm/__testUtils__/TestRepository';
import { JobQueue } from '../store/JobQueue';
import { KnexRequestStore } from '../store/KnexRequestStore';
import { NewRequest } from '../store/RequestStore';
import { GateReader } from '../worker/Step';
import { Worker, WorkerOptions } from '../worker/Worker';
import { newRequest } from './newRequest';
import { localProvider, oneRepository } from './workerParts';

/** A worker over a real repository and a real database. Call `remove` when done. */
export async function arrangeWorker(
  knex: Knex,
  options: { wrap?: (scm: ScmProvider) => ScmProvider } = {},
) {
  const repository = new TestRepository();
  const provider = await localProvider(knex, repository.directory);
  const scm = options.wrap?.(provider) ?? provider;
  const store = new KnexRequestStore(knex);
  const queue = new JobQueue(knex);
  let gateResults: GateResult[] = [];
  let traffic: ObservedTraffic | undefined;
  const baselines: (ObservedTraffic | undefined)[] = [];
  const gates: GateReader = {
    read: async (_, before) => {
      baselines.push(before);
      return gateResults;
    },
    observed: async () => traffic,
  };
  const worker = (overrides: Partial<WorkerOptions> = {}) =>
    new Worker({
      store,
      queue,
      repositories: oneRepository(scm),
      gates,
      logger: mockServices.logger.mock(),
      owner: 'w1',
      leaseMs: 30_000,
      pollMs: 0,
      random: () => 0,
      ...overrides,
    });
  return {
    repository,
    provider,
    store,
    queue,
    worker,
    /** What the gates were compared with. */
    baselines,
    setTraffic: (observed: ObservedTraffic) => {
      traffic = observed;
    },
    setGates: (results: GateResult[]) => {
      gateResults = results;
    },
    /** A request that peter has approved. */
    approved: async (overrides?: Partial<NewRequest>) => {
      const { id } = await store.create(newRequest(overrides));
      return store.transition({
        id,
        expectedVersion: 1,
        event: 'approve',
        actor: 'user:default/peter',
      });
    },
    /** Pull requests that the host knows. */
    hosted: () => knex('local_pull_request'),
    remove: () => repository.remove(),
  };
}
