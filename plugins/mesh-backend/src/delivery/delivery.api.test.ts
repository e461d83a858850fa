import { resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  DeliveryActionRequest,
  DeliveryResponse,
  meshDeliveryActPermission,
  parseManifests,
  SeenRollout,
  StatusResponse,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';
import { Knex } from 'knex';
import request from 'supertest';
import { TestRepository } from '../scm/__testUtils__/TestRepository';
import { testDatabases } from '../__testUtils__/databases';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import {
  applyRollout,
  applyStatus,
  pausedRollout,
  rolloutResource,
  storedRollout,
} from '../__testUtils__/rollouts';
import {
  OLIVIA,
  ORDERS,
  PAT,
  Policy,
  startPortal,
} from '../__testUtils__/startPortal';
import { waitFor } from '../__testUtils__/waitFor';
import {
  createMeshDeliveryConditionalDecision,
  meshDeliveryConditions,
} from '../index';

jest.setTimeout(120_000);

const databases = testDatabases();
const NAME = 'order-service';
const target = { cluster: 'live', namespace: 'shop', workload: NAME };
const query = new URLSearchParams({ entityRef: ORDERS, ...target });

const roles = ['reader', 'deliverer'].flatMap(
  file =>
    parseManifests(
      readFileSync(
        resolve(__dirname, `../../../../examples/kubernetes/${file}.yaml`),
        'utf8',
      ),
      file,
    ).objects,
);
const bind = (user: string, role: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: user },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: role,
  },
  subjects: [
    { kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' },
  ],
});

const describeWithKubernetes = hasKubernetes() ? describe : describe.skip;

describeWithKubernetes('acting on a delivery in a real cluster', () => {
  let api: KubeApiServer;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply(
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'shop' },
      },
      rolloutResource({ subresource: true }),
      ...roles,
      bind('viewer', 'onmesh-reader'),
      bind('deliverer', 'onmesh-deliverer'),
    );
    await waitFor(() => applyRollout(api, pausedRollout(NAME)));
  });
  beforeEach(() => waitFor(() => applyRollout(api, pausedRollout(NAME))));
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
    await api.delete(pausedRollout(NAME));
  });
  afterAll(() => api?.stop());

  /** A portal of the cluster; by default with an identity that may steer, and switched on. */
  const open = async (
    options: {
      policy?: Policy;
      enabled?: boolean;
      deliverer?: boolean;
      entities?: Entity[];
    } = {},
  ) => {
    const knex: Knex = await databases.create('SQLITE_3');
    const { policy, enabled = true, deliverer = true } = options;
    const repository = new TestRepository();
    const { status: _, ...manifest } = pausedRollout(NAME);
    repository.push('main', {
      [`apps/${NAME}/rollout.yaml`]: JSON.stringify(manifest),
    });
    const portal = await startPortal(
      knex,
      policy,
      {
        clusters: [
          {
            name: 'live',
            type: 'kubernetes',
            kubeconfig: await api.kubeconfig('viewer'),
            context: 'test',
            ...(deliverer && {
              deliverer: {
                kubeconfig: await api.kubeconfig('deliverer'),
                context: 'test',
              },
            }),
          },
        ],
        gitops: {
          targets: [
            {
              cluster: 'live',
              repository: repository.directory,
              path: 'apps/{workload}',
            },
          ],
        },
        metrics: undefined,
        canary: { actions: { enabled } },
      },
      options.entities,
    );
    stops.push(portal.stop, async () => repository.remove());
    const as = (user: string) => {
      const authorization = mockCredentials.user.header(user);
      const get = (path: string) =>
        request(portal.server)
          .get(`/api/mesh${path}`)
          .set('authorization', authorization);
      return {
        /** What the screen shows of the delivery, as soon as it shows something. */
        looks: async (): Promise<TargetStatus['delivery']> => {
          const { body }: { body: StatusResponse } = await get(
            `/status?entityRef=${ORDERS}`,
          );
          return body.targets[0].delivery;
        },
        reads: async (): Promise<DeliveryResponse> =>
          (await get(`/deliveries?${query}`)).body,
        acts: async (
          action: DeliveryActionRequest['action'],
          more: Partial<DeliveryActionRequest> = {},
        ) => {
          const { seen = {} } = more;
          return request(portal.server)
            .post('/api/mesh/deliveries/actions')
            .set('authorization', authorization)
            .send({ entityRef: ORDERS, target, action, ...more, seen });
        },
      };
    };
    const olivia = as(OLIVIA);
    let seen: SeenRollout = {};
    await waitFor(async () => {
      const { actions = [] } = await olivia.looks();
      expect(actions).toHaveLength(3);
      [{ seen }] = actions;
    });
    return { ...portal, as, olivia, seen };
  };

  it('promotes what was seen, changes exactly one field, shows it, and remembers who did it', async () => {
    const { olivia, seen, auditor } = await open();
    const before = await storedRollout(api, NAME);

    const { status, body } = await olivia.acts('promote', { seen });

    expect({ status, off: body.off }).toEqual({ status: 200, off: undefined });
    const { pauseConditions, ...rest } = before.status;
    expect(pauseConditions).toHaveLength(1);
    expect(await storedRollout(api, NAME)).toEqual({
      ...before,
      status: rest,
    });
    const history = [
      {
        at: expect.stringMatching(/Z$/),
        actor: OLIVIA,
        action: 'promote',
        podHash: 'b2',
        images: [`shop/${NAME}:2`],
        stepIndex: 1,
        outcome: 'done',
      },
    ];
    expect(body.history).toEqual(history);
    expect((await olivia.reads()).history).toEqual(history);
    await waitFor(async () =>
      expect(await olivia.looks()).toMatchObject({
        phase: 'Progressing',
        message: expect.stringContaining('unpause'),
      }),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'delivery-act',
        severityLevel: 'high',
        meta: {
          entityRef: ORDERS,
          action: 'promote',
          ...target,
          podHash: 'b2',
        },
      }),
    );
  });

  it('aborts with a reason only, changes exactly one field, and says what Git still holds', async () => {
    const { olivia, seen } = await open();
    const before = await storedRollout(api, NAME);
    expect((await olivia.acts('abort', { seen })).body.error.message).toContain(
      'reason: say why',
    );

    const reason = 'Errors at checkout';
    const { status, body } = await olivia.acts('abort', { seen, reason });

    expect(status).toBe(200);
    expect(await storedRollout(api, NAME)).toEqual({
      ...before,
      status: { ...before.status, abort: true },
    });
    expect(body.history).toMatchObject([{ action: 'abort', reason }]);
    await waitFor(async () =>
      expect((await olivia.looks()).aborted).toBeDefined(),
    );
    expect((await olivia.reads()).git).toEqual({
      branch: 'main',
      file: `apps/${NAME}/rollout.yaml`,
      images: [`shop/${NAME}:2`],
    });
  });

  it('refuses what was decided on what is not there any more, in words, and remembers that', async () => {
    const { olivia, seen } = await open();
    await applyStatus(
      api,
      pausedRollout(NAME, { status: { currentPodHash: 'c3' } }),
    );
    const before = await storedRollout(api, NAME);

    const { status, body } = await olivia.acts('promote', { seen });

    const message =
      'Nothing was done. The version under delivery was b2 and is now c3.';
    expect({ status, message: body.error.message }).toEqual({
      status: 409,
      message,
    });
    expect(await storedRollout(api, NAME)).toEqual(before);
    expect((await olivia.reads()).history).toMatchObject([
      { action: 'promote', outcome: 'refused', message },
    ]);
  });

  it('goes by the API server and not by what it remembers: the first of two clicks wins', async () => {
    const { olivia, seen } = await open();

    const answers = await Promise.all([
      olivia.acts('promote', { seen }),
      olivia.acts('promote', { seen }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      (await olivia.reads()).history.map(({ outcome }) => outcome).sort(),
    ).toEqual(['done', 'refused']);
  });

  it.each<[string, Parameters<typeof open>[0], string, string]>([
    [
      'it is off',
      { enabled: false },
      'disabled',
      'mesh.canary.actions.enabled',
    ],
    [
      'the cluster has no identity for it',
      { deliverer: false },
      'no-identity',
      'mesh.clusters[].deliverer',
    ],
    [
      'the policy says no',
      {
        policy: ({ name }) => ({
          result:
            name === meshDeliveryActPermission.name
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      },
      'not-permitted',
      'mesh.delivery.act',
    ],
    [
      'the policy says elsewhere',
      {
        policy: permission =>
          permission.name === 'mesh.delivery.act'
            ? createMeshDeliveryConditionalDecision(
                meshDeliveryActPermission,
                meshDeliveryConditions.isInCluster({ clusters: ['staging'] }),
              )
            : { result: AuthorizeResult.ALLOW },
      },
      'not-permitted',
      'mesh.delivery.act',
    ],
  ])('refuses with words when %s', async (_, options, reason, words) => {
    const { olivia, seen } = await open(options);
    const before = await storedRollout(api, NAME);

    expect((await olivia.reads()).off).toEqual({
      reason,
      message: expect.stringContaining(words),
    });
    const { status, body } = await olivia.acts('promote', { seen });

    expect({ status, message: body.error.message }).toEqual({
      status: 403,
      message: expect.stringContaining(words),
    });
    expect(await storedRollout(api, NAME)).toEqual(before);
    expect((await olivia.reads()).history).toEqual([]);
  });

  it('lets a policy say where', async () => {
    const { olivia, seen } = await open({
      policy: permission =>
        permission.name === 'mesh.delivery.act'
          ? createMeshDeliveryConditionalDecision(meshDeliveryActPermission, {
              allOf: [
                meshDeliveryConditions.isInCluster({ clusters: ['live'] }),
                meshDeliveryConditions.isOfEntity({ entityRefs: [ORDERS] }),
                meshDeliveryConditions.isOwnedBy({
                  claims: ['group:default/shop'],
                }),
              ],
            })
          : { result: AuthorizeResult.ALLOW },
    });

    expect((await olivia.acts('promote', { seen })).status).toBe(200);
  });

  it('lets nobody steer what they do not own, whatever the policy says', async () => {
    const { as, seen } = await open();
    const pat = as(PAT);

    expect((await pat.reads()).off).toMatchObject({ reason: 'not-owner' });
    const { status, body } = await pat.acts('promote', { seen });

    expect({ status, message: body.error.message }).toEqual({
      status: 403,
      message: expect.stringContaining('group:default/shop'),
    });
  });

  it('lets owners of one service not steer another', async () => {
    const { olivia, seen } = await open();
    await applyRollout(api, pausedRollout('other'));

    const { status, body } = await olivia.acts('promote', {
      seen,
      target: { ...target, workload: 'other' },
    });

    expect({ status, message: body.error.message }).toEqual({
      status: 400,
      message: expect.stringContaining('no workload of'),
    });
    await api.delete(pausedRollout('other'));
  });

  it('gives nobody a workload by an entity of theirs that points at it', async () => {
    const { as, olivia, seen } = await open({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'mine-now',
            annotations: {
              'backstage.io/kubernetes-label-selector': `app=${NAME}`,
            },
          },
          relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
        },
      ],
    });
    const before = await storedRollout(api, NAME);

    const taken = await as(PAT).acts('promote', {
      seen,
      entityRef: 'component:default/mine-now',
    });
    // Neither who came first is known here, nor who is right.
    const own = await olivia.acts('promote', { seen });

    expect(taken.status).toBe(403);
    expect(taken.body.error.message).toContain(`workload of ${ORDERS} as well`);
    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain('component:default/mine-now');
    expect(await storedRollout(api, NAME)).toEqual(before);
  });

  it('takes neither a form of another site, nor a cookie', async () => {
    const { server, seen } = await open();
    const before = await storedRollout(api, NAME);
    const body = { entityRef: ORDERS, target, action: 'promote', seen };
    const token = mockCredentials.user.token(OLIVIA);
    const post = () => request(server).post('/api/mesh/deliveries/actions');

    const form = await post()
      .set('authorization', `Bearer ${token}`)
      .type('text/plain')
      .send(JSON.stringify(body));
    const cookie = await post()
      .set('cookie', mockCredentials.limitedUser.cookie(OLIVIA))
      .send(body);

    expect(form.status).toBeGreaterThanOrEqual(400);
    expect(cookie.status).toBe(401);
    expect(await storedRollout(api, NAME)).toEqual(before);
  });

  it('does nothing while the cluster is away, and says so', async () => {
    const { olivia, seen } = await open();
    await api.stopApi();

    const { status, body } = await olivia.acts('promote', { seen });

    await api.startApi();
    expect({ status, message: body.error.message }).toEqual({
      status: 503,
      message: expect.stringContaining('did not answer'),
    });
    expect((await olivia.reads()).history).toMatchObject([
      { outcome: 'refused' },
    ]);
  });
});
