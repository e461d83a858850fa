import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PlanResponse,
  RequestResponse,
  RequestsResponse,
  StatusResponse,
  SuggestionsResponse,
  meshRequestReadPermission,
  meshRequestUpdatePermission,
} from '@onmesh/plugin-mesh-common';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/databases';
import {
  OLIVIA,
  ORDERS,
  PAT,
  Policy,
  orders,
  startPortal,
} from '../__testUtils__/startPortal';
import { waitFor } from '../__testUtils__/waitFor';
import {
  createMeshRequestConditionalDecision,
  meshRequestConditions,
} from '../index';

const databases = testDatabases();
const about = { entityRef: ORDERS, target: orders };
const profile = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: { mode: 'permissive' },
  access: 'open',
};

jest.setTimeout(60_000);

describe.each(databases.each)('the API (%s)', databaseId => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });
  const setup = async (policy?: Policy) => {
    const knex = await databases.create(databaseId);
    const portal = await startPortal(knex, policy);
    stops.push(portal.stop);
    const as = (user: string) => {
      const authorization = mockCredentials.user.header(user);
      return {
        get: (path: string) =>
          request(portal.server)
            .get(`/api/mesh${path}`)
            .set('authorization', authorization),
        post: (path: string, body: object) =>
          request(portal.server)
            .post(`/api/mesh${path}`)
            .set('authorization', authorization)
            .send(body),
      };
    };
    const olivia = as(OLIVIA);
    const pat = as(PAT);
    const submit = async () => {
      const plan: PlanResponse = (
        await olivia.post('/plans', { ...about, profile })
      ).body;
      const created = await olivia.post('/requests', {
        ...about,
        profile,
        planHash: plan.planHash,
        reason: 'We handle addresses',
      });
      const response: RequestResponse = created.body;
      return response;
    };
    const read = async (id: string): Promise<RequestResponse> =>
      (await olivia.get(`/requests/${id}`)).body;
    return { ...portal, knex, olivia, pat, submit, read };
  };

  it('shows what the mesh does to a service, and answers 304 while that stays so', async () => {
    const { olivia } = await setup();

    const first = await olivia.get(`/status?entityRef=${ORDERS}`);
    const status: StatusResponse = first.body;

    expect(first.status).toBe(200);
    expect(status).toMatchObject({
      entityRef: ORDERS,
      lookup: { namespace: 'shop', labelSelector: 'app=order-service' },
      targets: [{ target: orders, mesh: 'none' }],
      clusters: [{ cluster: 'demo' }],
      openRequests: [],
    });
    expect(status.targets[0].access.callers).toContainEqual(
      expect.objectContaining({
        caller: expect.objectContaining({
          label: 'frontend',
          serviceAccount: 'frontend',
        }),
      }),
    );
    // The age of what is known is part of the answer, and changes whenever the cluster is looked at.
    await waitFor(async () => {
      const { headers } = await olivia.get(`/status?entityRef=${ORDERS}`);
      const again = await olivia
        .get(`/status?entityRef=${ORDERS}`)
        .set('if-none-match', headers.etag);
      expect(again.status).toBe(304);
    });
  });

  it('shows the fleet', async () => {
    const { olivia } = await setup();

    const { body } = await olivia.get('/fleet');

    expect(body.services).toMatchObject([
      { entityRef: 'component:default/frontend', owner: 'group:default/web' },
      { entityRef: ORDERS, owner: 'group:default/shop', target: orders },
    ]);
  });

  it('carries a request from the suggestion to the merge', async () => {
    const { olivia, pat, submit, read, repository, event } = await setup();
    const suggested = await olivia.post('/suggestions', about);
    const { profile: suggestion }: SuggestionsResponse = suggested.body;
    expect(suggestion).toMatchObject({ mesh: 'istio-sidecar' });

    const { request: created, allowed } = await submit();
    expect(created).toMatchObject({
      state: 'submitted',
      requester: OLIVIA,
      plan: { stages: [{ id: 'join' }] },
    });
    expect(allowed).toEqual(['withdraw']);
    const decision = { version: 1, planHash: created.planHash };

    const own = await olivia.post(`/requests/${created.id}/approve`, decision);
    expect(own.status).toBe(403);

    const approved = await pat.post(
      `/requests/${created.id}/approve`,
      decision,
    );
    expect(approved.body).toMatchObject({ request: { state: 'queued' } });

    await waitFor(async () =>
      expect(await read(created.id)).toMatchObject({
        request: { state: 'proposed' },
      }),
    );
    const diff = await olivia.get(`/requests/${created.id}/diff`);
    expect(diff.body.diff).toContain('apps/shop/order-service/');

    const proposed = (await read(created.id)).request;
    const merged = await pat.post(`/requests/${created.id}/merge`, {
      version: proposed.version,
    });
    expect(merged.body).toMatchObject({ request: { state: 'verifying' } });
    expect(repository.git(['log', '-1', '--format=%P', 'main'])).toContain(' ');

    // From here on a change starts from what was carried out, so that nothing of it gets lost.
    const { body: next } = await olivia.post('/suggestions', about);
    expect(next.profile).toMatchObject(profile);
    expect(next.notes[0]).toContain('carried out last');

    await waitFor(
      async () =>
        expect((await read(created.id)).request.gates).toContainEqual(
          expect.objectContaining({
            id: 'every-pod-has-a-ready-proxy',
            state: 'met',
          }),
        ),
      20_000,
    );
    expect(event.success).toHaveBeenCalled();
  });

  it('refuses a second request for the target, naming the first', async () => {
    const { olivia, submit } = await setup();
    const { request: first } = await submit();

    const second = await olivia.post('/requests', {
      ...about,
      profile,
      planHash: first.planHash,
    });

    expect(second.status).toBe(409);
    expect(second.body.error.message).toContain(first.id);
  });

  it('refuses to approve a plan that is not what would be done now', async () => {
    const { pat, submit, read, repository } = await setup();
    const { request: created } = await submit();
    const path = 'apps/shop/order-service/deployment.yaml';
    const now = repository.git(['show', `main:${path}`]);
    repository.push('main', {
      [path]: `${now.replace('replicas: 3', 'replicas: 4')}\n`,
    });

    const { status, body } = await pat.post(`/requests/${created.id}/approve`, {
      version: 1,
      planHash: created.planHash,
    });

    expect(status).toBe(409);
    expect(body.error.message).toContain('has changed since it was submitted');
    expect((await read(created.id)).request.state).toBe('submitted');
  });

  it('refuses to submit or approve another plan than the one that was shown', async () => {
    const { olivia, pat, submit } = await setup();
    const other = 'f'.repeat(64);
    const submitted = await olivia.post('/requests', {
      ...about,
      profile,
      planHash: other,
    });
    expect(submitted.status).toBe(409);

    const { request: created } = await submit();
    const approved = await pat.post(`/requests/${created.id}/approve`, {
      version: 1,
      planHash: other,
    });
    expect(approved.status).toBe(409);
  });

  it('names the field of a profile that cannot be planned as things are', async () => {
    const { olivia } = await setup();

    const { status, body } = await olivia.post('/plans', {
      ...about,
      profile: {
        ...profile,
        ingress: {
          hosts: ['orders.example'],
          gateway: { namespace: 'shop', serviceAccount: 'nobody' },
        },
      },
    });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('shop/nobody'),
      path: ['ingress', 'gateway', 'serviceAccount'],
    });
  });

  it('lets nobody request changes of what they do not own', async () => {
    const { pat, olivia, submit } = await setup();
    const { request: created } = await submit();
    await olivia.post(`/requests/${created.id}/withdraw`, { version: 1 });

    const { status, body } = await pat.post('/requests', {
      ...about,
      profile,
      planHash: created.planHash,
    });

    expect(status).toBe(403);
    expect(body.error.message).toContain('group:default/shop');
  });

  it('wants a reason to reject', async () => {
    const { pat, submit } = await setup();
    const { request: created } = await submit();
    const reject = (body: object) =>
      pat.post(`/requests/${created.id}/reject`, { version: 1, ...body });

    expect((await reject({ reason: ' ' })).body.error.message).toContain(
      'reason',
    );
    expect((await reject({ reason: 'Not on Friday' })).body).toMatchObject({
      request: { state: 'rejected', message: 'Not on Friday' },
    });
  });

  it('shows each person the requests that a conditional policy lets them see', async () => {
    const { olivia, pat, submit } = await setup((permission, user) =>
      permission.name === meshRequestReadPermission.name
        ? createMeshRequestConditionalDecision(
            meshRequestReadPermission,
            meshRequestConditions.isRequester({ userRefs: [user ?? ''] }),
          )
        : { result: AuthorizeResult.ALLOW },
    );
    const { request: created } = await submit();
    const ids = ({ items }: RequestsResponse) => items.map(item => item.id);

    expect(ids((await olivia.get('/requests')).body)).toEqual([created.id]);
    expect(ids((await pat.get('/requests')).body)).toEqual([]);
    expect((await pat.get(`/requests/${created.id}`)).status).toBe(403);
  });

  it('offers only what the policy allows', async () => {
    const { pat, olivia, submit } = await setup(permission => ({
      result:
        permission.name === meshRequestUpdatePermission.name
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    }));
    const { request: created } = await submit();

    const { body } = await pat.get(`/requests/${created.id}`);
    const withdrawn = await olivia.post(`/requests/${created.id}/withdraw`, {
      version: 1,
    });

    expect(body.allowed).toEqual(['approve', 'reject']);
    expect(withdrawn.status).toBe(403);
  });

  it('answers would-be requests with the rule that decides', async () => {
    const { olivia } = await setup();

    const { body } = await olivia.post('/decisions', {
      ...about,
      from: null,
      port: 8080,
      method: 'GET',
      path: '/orders',
      headers: { 'x-canary': 'true' },
    });

    expect(body).toMatchObject({
      verdict: 'allowed',
      goesTo: {
        state: 'known',
        reason: expect.stringMatching(/A caller without a proxy/),
        shares: [{ percent: 100 }],
      },
    });
  });

  it.each([
    [{ 'bad name': 'x' }],
    [{ 'x-long': 'x'.repeat(1025) }],
    [Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`h${i}`, 'x']))],
  ])('refuses headers that no request has', async headers => {
    const { olivia } = await setup();
    const { status } = await olivia.post('/decisions', {
      ...about,
      from: null,
      headers,
    });
    expect(status).toBe(400);
  });

  it('writes every decision about a request to the audit log, refused ones too', async () => {
    const { olivia, submit, auditor, event } = await setup();
    const { request: created } = await submit();
    event.fail.mockClear();

    await olivia.post(`/requests/${created.id}/approve`, {
      version: 1,
      planHash: created.planHash,
    });

    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'request-create',
        meta: { entityRef: ORDERS, ...orders },
      }),
    );
    expect(auditor.createEvent).toHaveBeenLastCalledWith(
      expect.objectContaining({
        eventId: 'request-approve',
        severityLevel: 'medium',
        meta: { id: created.id },
      }),
    );
    expect(event.fail).toHaveBeenCalledWith({
      error: expect.objectContaining({ name: 'NotAllowedError' }),
    });
  });
});
