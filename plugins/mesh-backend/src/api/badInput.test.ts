import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/databases';
import {
  OLIVIA,
  ORDERS,
  orders,
  startPortal,
} from '../__testUtils__/startPortal';

const databases = testDatabases();
const profile = { apiVersion: 'onmesh.io/v1', mesh: 'istio-sidecar' };
const HASH = '0'.repeat(64);
const caller = { namespace: 'shop', serviceAccount: 'frontend' };

/** A body for `POST /requests` that is right but for what is laid over it. */
const body = (overrides: object) => ({
  entityRef: ORDERS,
  target: orders,
  profile,
  planHash: HASH,
  ...overrides,
});
const withProfile = (overrides: object) =>
  body({ profile: { ...profile, ...overrides } });
const withTarget = (overrides: object) =>
  body({ target: { ...orders, ...overrides } });
const withCaller = (overrides: object) =>
  withProfile({ callers: [{ ...caller, ...overrides }] });
const withStep = (overrides: object) =>
  withProfile({
    canary: { steps: [{ weight: 10, pause: '5m', ...overrides }] },
  });

jest.setTimeout(60_000);

describe('bad input', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let knex: Awaited<ReturnType<typeof databases.create>>;
  let refs: string;
  beforeAll(async () => {
    knex = await databases.create('SQLITE_3');
    portal = await startPortal(knex);
    refs = portal.repository.git(['show-ref']);
  });
  afterAll(() => portal.stop());

  const post = (path: string, sent: object | string) =>
    request(portal.server)
      .post(`/api/mesh${path}`)
      .set('authorization', mockCredentials.user.header(OLIVIA))
      .set('content-type', 'application/json')
      .send(sent);

  const expectNothingLeft = async () => {
    expect(await knex('mesh_requests')).toEqual([]);
    expect(await knex('mesh_jobs')).toEqual([]);
    expect(await knex('local_pull_request')).toEqual([]);
    expect(portal.repository.git(['show-ref'])).toBe(refs);
  };

  it.each<[string, string, object]>([
    [
      'an entity reference that is none',
      'entityRef',
      body({ entityRef: '///' }),
    ],
    ['no entity reference', 'entityRef', body({ entityRef: undefined })],
    ['an unknown field', 'sudo', body({ sudo: true })],
    ['no target', 'target', body({ target: undefined })],
    [
      'a namespace in capitals',
      'target.namespace',
      withTarget({ namespace: 'Shop' }),
    ],
    [
      'a namespace that leads elsewhere',
      'target.namespace',
      withTarget({ namespace: '../kube-system' }),
    ],
    [
      'a namespace that is too long',
      'namespace',
      withTarget({ namespace: 'a'.repeat(64) }),
    ],
    [
      'a workload with a line feed',
      'target.workload',
      withTarget({ workload: 'orders\nkind: Secret' }),
    ],
    [
      'a workload of another entity',
      'target',
      withTarget({ workload: 'payment-service' }),
    ],
    ['a cluster that is not there', 'target', withTarget({ cluster: 'prod' })],
    ['an unknown field of the target', 'uid', withTarget({ uid: 'x' })],
    ['a hash that is none', 'planHash', body({ planHash: 'abc' })],
    ['a reason with NUL', 'reason', body({ reason: 'a\u0000b' })],
    ['a reason that is too long', 'reason', body({ reason: 'a'.repeat(2001) })],
    ['a profile that is a list', 'profile', body({ profile: [] })],
    [
      'a profile of another version',
      'profile.apiVersion',
      withProfile({ apiVersion: 'v2' }),
    ],
    ['an unknown mesh', 'profile.mesh', withProfile({ mesh: 'consul' })],
    [
      'an unknown field of the profile',
      'hostNetwork',
      withProfile({ hostNetwork: true }),
    ],
    [
      'an unknown mTLS mode',
      'profile.mtls.mode',
      withProfile({ mtls: { mode: 'yes' } }),
    ],
    [
      'a port below 1',
      'profile.mtls.portExceptions[0].port',
      withProfile({
        mtls: {
          mode: 'strict',
          portExceptions: [{ port: 0, mode: 'disable' }],
        },
      }),
    ],
    [
      'a port as text',
      'profile.mtls.portExceptions[0].port',
      withProfile({
        mtls: {
          mode: 'strict',
          portExceptions: [{ port: '80', mode: 'disable' }],
        },
      }),
    ],
    [
      'a caller with a wildcard',
      'profile.callers[0].serviceAccount',
      withCaller({ serviceAccount: '*' }),
    ],
    [
      'a caller with YAML in its name',
      'profile.callers[0].namespace',
      withCaller({ namespace: 'shop"]\n  - "*' }),
    ],
    [
      'a path without a slash',
      'profile.callers[0].paths[0]',
      withCaller({ paths: ['orders'] }),
    ],
    [
      'a path with a template',
      'profile.callers[0].paths[0]',
      withCaller({ paths: ['/a/{**}'] }),
    ],
    [
      'a path with YAML in it',
      'profile.callers[0].paths[0]',
      withCaller({ paths: ['/a\n- to: x'] }),
    ],
    [
      'a method that is none',
      'profile.callers[0].methods[0]',
      withCaller({ methods: ['FETCH'] }),
    ],
    [
      'a weight of 0',
      'profile.canary.steps[0].weight',
      withStep({ weight: 0 }),
    ],
    [
      'a weight of 100',
      'profile.canary.steps[0].weight',
      withStep({ weight: 100 }),
    ],
    [
      'a weight of 12.5',
      'profile.canary.steps[0].weight',
      withStep({ weight: 12.5 }),
    ],
    [
      'a pause of no unit',
      'profile.canary.steps[0].pause',
      withStep({ pause: '5' }),
    ],
    [
      'a pause that YAML reads as a number',
      'profile.canary.steps[0].pause',
      withStep({ pause: '12:30:45' }),
    ],
    [
      'a success rate above 100',
      'profile.canary.analysis.minSuccessRate',
      withProfile({
        canary: {
          steps: [{ weight: 10, pause: '5m' }],
          analysis: { minSuccessRate: 101 },
        },
      }),
    ],
    [
      'a timeout that is negative',
      'profile.traffic.timeout',
      withProfile({ traffic: { timeout: '-5s' } }),
    ],
    [
      'a prototype',
      '__proto__',
      JSON.parse(
        `{"entityRef":"${ORDERS}","target":${JSON.stringify(orders)},"planHash":"${HASH}","profile":{"apiVersion":"onmesh.io/v1","mesh":"none","__proto__":{"x":1}}}`,
      ),
    ],
  ])('%s is refused, and the answer names %s', async (_, field, sent) => {
    const { status, body: answer } = await post('/requests', sent);

    expect(answer.error).toMatchObject({ name: 'InputError' });
    expect(status).toBe(400);
    // The OpenAPI validator writes paths with slashes, and the schemas with dots.
    expect(answer.error.message.replace(/\//g, '.')).toContain(field);
    await expectNothingLeft();
  });

  it.each([
    [
      'a megabyte',
      JSON.stringify(body({ reason: 'a'.repeat(1_000_000) })),
      400,
    ],
    ['no JSON', '{"entityRef":', 400],
    ['nothing', '', 400],
    ['a number', '7', 400],
  ])('%s is refused', async (_, sent, expected) => {
    const { status } = await post('/requests', sent);

    expect(status).toBe(expected);
    await expectNothingLeft();
  });

  it.each([
    ['/requests/not-a-uuid', 400],
    ['/requests/00000000-0000-4000-8000-000000000000', 404],
    ['/requests?state=sleeping', 400],
    ['/requests?entityRef=///', 400],
    ['/requests?limit=1', 400],
    ['/status', 400],
    ['/status?entityRef=component:default/nobody', 404],
    ['/status?entityRef=a&entityRef=b', 400],
  ])('GET %s answers %i', async (path, expected) => {
    const { status } = await request(portal.server)
      .get(`/api/mesh${path}`)
      .set('authorization', mockCredentials.user.header(OLIVIA));

    expect(status).toBe(expected);
  });
});
