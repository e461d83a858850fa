import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PlanResponse,
  ProfileInput,
  RequestResponse,
  RequestState,
  TakeBackResponse,
  meshRequestApprovePermission,
  meshRequestTakeBackPermission,
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
const WANDA = 'user:default/wanda';
const about = { entityRef: ORDERS, target: orders };
const FOLDER = 'apps/shop/order-service';
const permissive: ProfileInput = {
  apiVersion: 'onmesh.io/v1',
  mesh: 'istio-sidecar',
  mtls: { mode: 'permissive' },
  access: 'open',
};
const closed: ProfileInput = {
  ...permissive,
  access: 'closed',
  callers: [{ namespace: 'shop', serviceAccount: 'frontend' }],
};

const approversOnly: Policy = (permission, user) => ({
  result:
    permission.name === meshRequestApprovePermission.name && user !== PAT
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
});

jest.setTimeout(120_000);

describe.each(databases.each)('taking back over HTTP (%s)', databaseId => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  const setup = async (policy?: Policy) => {
    const knex = await databases.create(databaseId);
    // What a step may have opened that was cut off is closed once its lease is over.
    const worker = {
      pollInterval: { milliseconds: 50 },
      lease: { seconds: 5 },
    };
    const portal = await startPortal(knex, policy, { worker });
    stops.push(portal.stop);
    const as = (user: string) => {
      const authorization = mockCredentials.user.header(user);
      const api = request(portal.server);
      return {
        get: (path: string) =>
          api.get(`/api/mesh${path}`).set('authorization', authorization),
        post: (path: string, body: object) =>
          api
            .post(`/api/mesh${path}`)
            .set('authorization', authorization)
            .send(body),
      };
    };
    const olivia = as(OLIVIA);
    const pat = as(PAT);
    const read = async (id: string): Promise<RequestResponse> =>
      (await pat.get(`/requests/${id}`)).body;
    const arrives = async (id: string, state: RequestState) => {
      await waitFor(
        async () => expect((await read(id)).request.state).toBe(state),
        40_000,
      );
      return (await read(id)).request;
    };
    const submit = async (profile: ProfileInput) => {
      const { body: plan } = await olivia.post('/plans', { ...about, profile });
      const { planHash }: PlanResponse = plan;
      const { body } = await olivia.post('/requests', {
        ...about,
        profile,
        planHash,
      });
      const response: RequestResponse = body;
      return response.request;
    };
    const approve = async (id: string) => {
      const { version, planHash } = (await read(id)).request;
      const body = { version, planHash };
      return pat.post(`/requests/${id}/approve`, body);
    };
    const merge = async (id: string) => {
      const { version } = await arrives(id, 'proposed');
      return pat.post(`/requests/${id}/merge`, { version });
    };
    /**
     * A request of whose plan the first stage was merged. It waits for the next merge, is blocked or done, so that
     * nothing but the test moves it on.
     */
    const started = async (profile: ProfileInput) => {
      const { id } = await submit(profile);
      await approve(id);
      await merge(id);
      await waitFor(async () => {
        const { state, pullRequests } = (await read(id)).request;
        expect(pullRequests.map(one => one.state)).toContain('merged');
        expect(['proposed', 'done', 'blocked']).toContain(state);
      }, 40_000);
      return (await read(id)).request;
    };
    const finish = async (id: string) => {
      for (;;) {
        const { state } = (await read(id)).request;
        if (state === 'done') {
          return;
        }
        if (state === 'proposed') {
          await merge(id);
        }
        expect(['queued', 'proposed', 'verifying']).toContain(state);
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    };
    const preview = async (id: string): Promise<TakeBackResponse> =>
      (await olivia.get(`/requests/${id}/take-back`)).body;
    const takeBack = async (id: string, by = olivia) => {
      const { planHash } = await preview(id);
      const { version } = (await read(id)).request;
      const body = { version, planHash, reason: 'Carts were slow.' };
      return { body, send: () => by.post(`/requests/${id}/take-back`, body) };
    };
    const tree = () =>
      portal.repository.git(['ls-tree', '-r', 'main', `${FOLDER}/`]);
    return {
      ...portal,
      as,
      olivia,
      pat,
      read,
      arrives,
      submit,
      approve,
      merge,
      started,
      finish,
      preview,
      takeBack,
      tree,
    };
  };

  it('leads from a merged stage to the tree that was there before, reviewed and staged like any request', async () => {
    const portal = await setup();
    const { started, takeBack, approve, finish, read, tree, event } = portal;
    const before = tree();
    const { id } = await started(closed);
    expect(tree()).not.toBe(before);

    const { body } = await (await takeBack(id)).send();
    const made: RequestResponse = body;

    expect(made.request).toMatchObject({
      state: 'submitted',
      requester: OLIVIA,
      reverts: id,
      reason: 'Carts were slow.',
      profile: { mesh: 'none' },
    });
    expect((await read(id)).request).toMatchObject({
      state: 'withdrawn',
      revertedBy: { id: made.request.id, state: 'submitted' },
    });
    expect(event.success).toHaveBeenCalledWith({
      meta: { requestId: made.request.id, reverts: id },
    });
    expect((await approve(made.request.id)).status).toBe(200);
    await finish(made.request.id);
    expect(tree()).toBe(before);
    const log = portal.repository.git(['log', 'main', '--format=%B']);
    expect(log).toContain(`Reverts-Request: ${id}`);
  });

  it('goes back to the profile that was carried out before, when there was one', async () => {
    const { started, finish, preview, olivia } = await setup();
    const first = await started(permissive);
    await finish(first.id);
    const second = await started(closed);

    expect(await preview(second.id)).toMatchObject({
      profile: { mesh: 'istio-sidecar', access: 'open' },
      returnsTo: { id: first.id, state: 'done' },
      plan: { stages: [expect.anything()] },
    });
    // The second builds on the first, so that one is not to be pulled from under it.
    const refused = await olivia.get(`/requests/${first.id}/take-back`);
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(second.id);
    const { body: read } = await olivia.get(`/requests/${first.id}`);
    expect(read.allowed).not.toContain('take-back');
  });

  it('answers a double click with one request, and refuses whoever comes second', async () => {
    const { started, takeBack, read, pat, olivia } = await setup();
    const { id } = await started(permissive);
    const { body, send } = await takeBack(id);

    const answers = await Promise.all([send(), send()]);
    answers.push(await send());

    const [made] = answers.map(answer => answer.body.request.id);
    expect(answers.map(answer => answer.body.request.id)).toEqual([
      made,
      made,
      made,
    ]);
    const other = await pat.post(`/requests/${id}/take-back`, body);
    expect(other.status).toBe(409);
    expect(other.body.error.message).toContain(made);
    const { version } = (await read(id)).request;
    const second = await olivia.post(`/requests/${id}/take-back`, {
      ...body,
      version,
    });
    expect(second.status).toBe(409);
    expect(second.body.error.message).toContain(made);
  });

  it('is not offered before something was merged, and refused with what to do', async () => {
    const { submit, approve, arrives, olivia } = await setup();
    const { id } = await submit(permissive);
    await approve(id);
    await arrives(id, 'proposed');

    const { body } = await olivia.get(`/requests/${id}`);
    const refused = await olivia.get(`/requests/${id}/take-back`);

    expect(body.allowed).not.toContain('take-back');
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('Nothing of request');
  });

  it('closes what the earlier request has open', async () => {
    const { started, arrives, takeBack, read, repository } = await setup();
    const { id } = await started(closed);
    await arrives(id, 'proposed');

    await (await takeBack(id)).send();

    await waitFor(
      async () =>
        expect(
          (await read(id)).request.pullRequests.map(({ state }) => state),
        ).toEqual(['merged', 'closed']),
      20_000,
    );
    expect((await read(id)).request.state).toBe('withdrawn');
    expect(repository.git(['log', 'main', '--format=%B'])).not.toContain(
      `${id}/1/1`,
    );
  });

  it.each([
    ['reason', { reason: ' ' }],
    ['planHash', { planHash: undefined }],
  ])('wants a %s', async (field, change) => {
    const { started, takeBack, olivia } = await setup();
    const { id } = await started(permissive);
    const { body } = await takeBack(id);

    const answer = await olivia.post(`/requests/${id}/take-back`, {
      ...body,
      ...change,
    });

    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain(`${field}:`);
  });

  it('is refused when the plan is no longer the one that was shown', async () => {
    const { started, takeBack, olivia, read } = await setup();
    const { id, state } = await started(permissive);
    const { body } = await takeBack(id);

    const answer = await olivia.post(`/requests/${id}/take-back`, {
      ...body,
      planHash: 'f'.repeat(64),
    });

    expect(answer.status).toBe(409);
    expect((await read(id)).request.state).toBe(state);
  });

  it('is for owners and for those who may approve, and nobody approves their own', async () => {
    const portal = await setup(approversOnly);
    const { started, takeBack, as, pat, olivia } = portal;
    const { id } = await started(permissive);
    const wanda = as(WANDA);

    const { body: shown } = await wanda.get(`/requests/${id}`);
    expect(shown.allowed).not.toContain('take-back');
    const previewed = await wanda.get(`/requests/${id}/take-back`);
    const refused = await (await takeBack(id, wanda)).send();
    expect([previewed.status, refused.status]).toEqual([403, 403]);
    expect(refused.body.error.message).toContain('Only the owners');

    for (const one of [olivia, pat]) {
      const { body } = await one.get(`/requests/${id}`);
      expect(body.allowed).toContain('take-back');
    }
    const { body } = await (await takeBack(id, pat)).send();
    const made: RequestResponse = body;
    const own = await pat.post(`/requests/${made.request.id}/approve`, {
      version: 1,
      planHash: made.request.planHash,
    });
    expect(own.status).toBe(403);
  });

  it('can be narrowed by the rules of a policy', async () => {
    const { started, read, olivia } = await setup(permission =>
      permission.name === meshRequestTakeBackPermission.name
        ? createMeshRequestConditionalDecision(
            meshRequestTakeBackPermission,
            meshRequestConditions.hasState({ states: ['blocked'] }),
          )
        : { result: AuthorizeResult.ALLOW },
    );
    const { id } = await started(permissive);

    const answer = await olivia.get(`/requests/${id}/take-back`);

    expect(answer.status).toBe(403);
    expect((await read(id)).allowed).not.toContain('take-back');
  });
});
