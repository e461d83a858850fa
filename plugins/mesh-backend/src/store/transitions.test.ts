import {
  RequestEvent,
  RequestState,
  isFinal,
  nextState,
  transitions,
} from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { newRequest } from '../__testUtils__/newRequest';
import { KnexRequestStore } from './KnexRequestStore';

const databases = testDatabases();
const states = Object.keys(transitions) as RequestState[];
const events = [
  ...new Set(states.flatMap(state => Object.keys(transitions[state]))),
] as RequestEvent[];
const working: (RequestState | undefined)[] = [
  'queued',
  'proposed',
  'verifying',
];
const pairs = states.flatMap(state =>
  events.map(event => ({ state, event, next: nextState(state, event) })),
);

describe.each(databases.each)('each event in each state (%s)', databaseId => {
  let knex: Knex;
  let store: KnexRequestStore;
  beforeAll(async () => {
    knex = await databases.create(databaseId);
    store = new KnexRequestStore(knex);
  });
  beforeEach(() => knex('mesh_requests').delete());

  const attempt = async (state: RequestState, event: RequestEvent) => {
    const { id } = await store.create(newRequest());
    await knex('mesh_requests').where({ id }).update({ state });
    const outcome = await store
      .transition({ id, expectedVersion: 1, event, actor: 'worker' })
      .then(request => request.state)
      .catch((error: Error) => error.name);
    const job = await knex('mesh_jobs').where({ request_id: id }).first();
    const row = await knex('mesh_requests').where({ id }).first();
    return { outcome, job, row };
  };

  it.each(pairs.filter(({ next }) => next !== undefined))(
    '$event takes $state to $next, with the work that follows',
    async ({ state, event, next }) => {
      const { outcome, job, row } = await attempt(state, event);

      expect(outcome).toBe(next);
      expect(job !== undefined).toBe(
        working.includes(next) ||
          (next === 'withdrawn' && state !== 'submitted'),
      );
      expect(row.open_target === null).toBe(
        next !== undefined && isFinal(next),
      );
    },
  );

  it.each(pairs.filter(({ next }) => next === undefined))(
    '$event cannot happen in $state',
    async ({ state, event }) => {
      const { outcome, job, row } = await attempt(state, event);

      expect(outcome).toBe('ConflictError');
      expect(job).toBeUndefined();
      expect(row).toMatchObject({ state, version: 1 });
    },
  );
});
