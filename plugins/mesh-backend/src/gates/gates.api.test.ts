import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  Canary,
  canaryChecksum,
  DeliveryId,
  GateApprovalRequest,
  GatesResponse,
  GateType,
  GateUrlsResponse,
} from '@onmesh/plugin-mesh-common';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/databases';
import {
  OLIVIA,
  ORDERS,
  PAT,
  Policy,
  startPortal,
} from '../__testUtils__/startPortal';
import { waitFor } from '../__testUtils__/waitFor';
import { newGateToken } from './gateToken';

jest.setTimeout(60_000);

const databases = testDatabases();
const target = {
  cluster: 'live',
  namespace: 'shop',
  workload: 'order-service',
};
const query = new URLSearchParams({ entityRef: ORDERS, ...target });
const DELIVERY = '2026-01-01T10:00:00Z';
const PROMOTE: GateType = 'confirm-promotion';

/** A canary whose promotion waits, and what it delivers. */
const objects = (options: {
  webhooks: GateUrlsResponse['webhooks'];
  status?: Canary['status'];
  since?: string;
}): [Canary, ...object[]] => {
  return [
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        targetRef: { kind: 'Deployment', name: 'order-service' },
        analysis: { webhooks: options.webhooks },
      },
      status: {
        phase: 'WaitingPromotion',
        lastAppliedSpec: '5c75b466fb',
        conditions: [
          {
            type: 'Promoted',
            status: 'Unknown',
            lastTransitionTime: options.since ?? DELIVERY,
          },
        ],
        ...options.status,
      },
    },
    ...['order-service', 'order-service-primary'].map(app => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: app, namespace: 'shop', generation: 4 },
      spec: {
        selector: { matchLabels: { app } },
        template: { metadata: { labels: { app } } },
      },
    })),
  ];
};

describe('gates of Flagger', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  /** A portal of a cluster in which one canary waits, with or without a URL that Flagger asks at. */
  const open = async (
    options: { policy?: Policy; gates?: object; entities?: Entity[] } = {},
  ) => {
    const folder = mkdtempSync(join(tmpdir(), 'gates-'));
    let canary: Canary;
    const put = (changes: Parameters<typeof objects>[0]) => {
      const [first, ...deployments] = objects(changes);
      canary = first;
      const list = {
        apiVersion: 'v1',
        kind: 'List',
        items: [canary, ...deployments],
      };
      // A reader never sees half of a file.
      writeFileSync(join(folder, 'new'), JSON.stringify(list));
      renameSync(join(folder, 'new'), join(folder, 'canary.json'));
    };
    put({ webhooks: [] });
    const knex = await databases.create('SQLITE_3');
    const portal = await startPortal(
      knex,
      options.policy,
      {
        clusters: [{ name: 'live', type: 'snapshot', path: folder }],
        metrics: undefined,
        canary: {
          gates: {
            baseUrl: 'https://portal.example.org/api/mesh',
            ...options.gates,
          },
        },
      },
      options.entities,
    );
    stops.push(async () => {
      await portal.stop();
      rmSync(folder, { recursive: true });
    });
    const as = (user: string) => {
      const authorization = mockCredentials.user.header(user);
      const post = (path: string, body: object) =>
        request(portal.server)
          .post(`/api/mesh/gates${path}`)
          .set('authorization', authorization)
          .send({ entityRef: ORDERS, target, ...body });
      return {
        reads: async (): Promise<GatesResponse> =>
          (
            await request(portal.server)
              .get(`/api/mesh/gates?${query}`)
              .set('authorization', authorization)
          ).body,
        approves: (more: Partial<GateApprovalRequest> = {}) =>
          post('/approvals', {
            gate: PROMOTE,
            seen: { checksum: canaryChecksum(canary), since: DELIVERY },
            ...more,
          }),
        withdraws: () => post('/withdrawals', { gate: PROMOTE }),
        makesUrls: (more: Partial<DeliveryId> = {}) => post('/urls', more),
      };
    };
    /** Flagger, which has no identity here. */
    const asks = (url: string, more: object = {}) =>
      request(portal.server)
        .post(new URL(url).pathname)
        .send({
          name: 'orders',
          namespace: 'shop',
          phase: 'Progressing',
          checksum: canaryChecksum(canary),
          metadata: {},
          ...more,
        });
    const shows = (olivia: ReturnType<typeof as>, part: object) =>
      waitFor(async () =>
        expect((await olivia.reads()).gates).toEqual(
          expect.arrayContaining([expect.objectContaining(part)]),
        ),
      );
    return { ...portal, knex, as, asks, put, shows, olivia: as(OLIVIA) };
  };

  /** As above, and the Canary in Git has its URLs. */
  const openWithUrls = async (options?: Parameters<typeof open>[0]) => {
    const portal = await open(options);
    const { webhooks }: GateUrlsResponse = (await portal.olivia.makesUrls())
      .body;
    const urlOf = (gate: GateType) =>
      webhooks.find(({ type }) => type === gate)?.url ?? '';
    portal.put({ webhooks });
    await portal.shows(portal.olivia, { gate: PROMOTE, waiting: true });
    return { ...portal, webhooks, urlOf, url: urlOf(PROMOTE) };
  };

  it('say yes to Flagger for exactly what somebody approved, as often as it asks', async () => {
    const { olivia, asks, url, urlOf, auditor } = await openWithUrls();
    expect(await asks(url)).toMatchObject({
      status: 403,
      text: expect.stringContaining('not approved'),
    });

    const { status, body } = await olivia.approves({ reason: 'Looks good' });

    expect({ status, gate: body.gates[2] }).toEqual({
      status: 200,
      gate: {
        gate: PROMOTE,
        waiting: true,
        revision: expect.objectContaining({ since: DELIVERY }),
        approval: expect.objectContaining({ by: OLIVIA, reason: 'Looks good' }),
      },
    });
    expect((await asks(url)).status).toBe(200);
    expect((await asks(url)).status).toBe(200);
    expect((await asks(urlOf('rollback'))).status).toBe(403);
    expect((await olivia.reads()).url).toMatchObject({
      createdBy: OLIVIA,
      askedAt: expect.any(String),
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'gate-passed',
        meta: expect.objectContaining({ canary: 'orders', gate: PROMOTE }),
      }),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'gate-approve',
        severityLevel: 'high',
        meta: expect.objectContaining({
          gate: PROMOTE,
          checksum: body.gates[2].revision.checksum,
        }),
      }),
    );
  });

  it.each<[string, object]>([
    ['a checksum that is not the approved one', { checksum: 'x' }],
    ['another canary', { name: 'other' }],
    ['a canary of the same name elsewhere', { namespace: 'other' }],
  ])('say no for %s', async (_, more) => {
    const { olivia, asks, url } = await openWithUrls();
    await olivia.approves();

    expect((await asks(url, more)).status).toBe(403);
  });

  it('say no once the approval is withdrawn', async () => {
    const { olivia, asks, url } = await openWithUrls();
    await olivia.approves();

    const { status, body } = await olivia.withdraws();

    expect({ status, history: body.history }).toMatchObject({
      status: 200,
      history: [{ by: OLIVIA, endedBy: OLIVIA }],
    });
    expect((await asks(url)).status).toBe(403);
    expect((await olivia.withdraws()).status).toBe(409);
  });

  it('say no once the approval has expired', async () => {
    const { olivia, asks, url } = await openWithUrls({
      gates: { approvalHolds: { milliseconds: 0 } },
    });
    expect((await olivia.approves()).status).toBe(200);

    expect((await asks(url)).status).toBe(403);
  });

  it('say no for a newer version, and for the same version in a later delivery', async () => {
    const { olivia, asks, url, put, webhooks } = await openWithUrls();
    await olivia.approves();
    expect((await asks(url)).status).toBe(200);

    for (const later of [
      { status: { lastAppliedSpec: 'newer' } },
      { since: '2026-01-02T10:00:00Z' },
    ]) {
      put({ webhooks, ...later });
      await waitFor(async () =>
        expect((await asks(url)).text).not.toContain('late'),
      );
      expect((await olivia.reads()).gates[2].approval).toBeUndefined();
      expect(await asks(url)).toMatchObject({
        status: 403,
        text: expect.stringContaining('another version or an earlier delivery'),
      });
    }
  });

  it('are not approved for what the person did not see', async () => {
    const { olivia, asks, url, put, webhooks } = await openWithUrls();

    const { status, body } = await olivia.approves({
      seen: { checksum: 'older', since: DELIVERY },
    });
    expect({ status, message: body.error.message }).toEqual({
      status: 409,
      message: expect.stringContaining('something else is on its way'),
    });

    put({
      webhooks,
      status: {
        phase: 'Succeeded',
        conditions: [{ type: 'Promoted', status: 'True' }],
      },
    });
    await waitFor(async () =>
      expect((await olivia.reads()).gates[2].revision).toBeUndefined(),
    );
    expect((await olivia.approves()).status).toBe(409);
    expect((await asks(url)).status).toBe(403);
  });

  it('are not approved where Flagger asks elsewhere', async () => {
    const { olivia } = await open();

    expect(await olivia.approves()).toMatchObject({ status: 400 });
  });

  it('answer an older URL no more, and say so before anybody approves', async () => {
    const { olivia, asks, url, knex } = await openWithUrls();
    const { body } = await olivia.makesUrls();

    expect((await asks(url)).status).toBe(403);
    expect((await olivia.reads()).gates[2].problem).toContain(
      'into the Canary',
    );
    expect((await olivia.approves()).body.error.message).toContain(
      'Make a new one',
    );
    const [, token] = /flagger\/([^/]+)/.exec(body.webhooks[0].url) ?? [];
    expect(token).toHaveLength(43);
    expect(JSON.stringify(await knex('mesh_gate_urls'))).not.toContain(token);
    expect(JSON.stringify(await olivia.reads())).not.toContain(token);
  });

  it('tell a stranger with a leaked URL whether something is approved, and nothing else', async () => {
    const { server, url } = await openWithUrls();

    const answers = await Promise.all([
      request(server).get(new URL(url).pathname),
      request(server).post('/api/mesh/gates/approvals').send({}),
      request(server).post('/api/mesh/gates/urls').send({}),
      request(server).get(`/api/mesh/gates?${query}`),
      request(server).get('/api/mesh/gates/flagger'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([
      // Without a route behind it: nothing is read from there.
      404, 401, 401, 401, 401,
    ]);
  });

  it('write nothing for strangers who guess, and stop listening to them', async () => {
    const { server, knex, asks, url, olivia } = await openWithUrls();
    await olivia.approves();
    expect((await asks(url)).status).toBe(200);
    const before = await knex('mesh_gate_urls');
    const guess = (token: string) =>
      request(server)
        .post(`/api/mesh/gates/flagger/${token}/rollback`)
        .send({ name: 'orders', namespace: 'shop', checksum: 'x' });

    expect((await guess('short')).status).toBe(403);
    const statuses = [];
    for (let i = 0; i < 32; i++) {
      statuses.push((await guess(newGateToken())).status);
    }

    expect(statuses.slice(0, 30).every(status => status === 403)).toBe(true);
    expect(statuses.slice(30)).toEqual([429, 429]);
    expect(await knex('mesh_gate_urls')).toEqual(before);
    expect((await asks(url)).status).toBe(200);
  });

  it.each<[string, string | object]>([
    ['no JSON', '{'],
    ['other fields', { checksum: 1 }],
    ['a long name', { name: 'x'.repeat(300) }],
    ['a body that does not end', { metadata: { long: 'x'.repeat(20_000) } }],
  ])('refuse %s', async (_, body) => {
    const { server, url } = await openWithUrls();

    const { status, text } = await request(server)
      .post(new URL(url).pathname)
      .type('application/json')
      .send(body);

    expect(status).toBe(400);
    expect(text).toContain('body');
  });

  it('are for owners, unless the operator leaves it to the permission', async () => {
    const { as, asks, url } = await openWithUrls();
    const pat = as(PAT);

    expect((await pat.reads()).off).toMatchObject({ reason: 'not-owner' });
    for (const { status, body } of [
      await pat.approves(),
      await pat.withdraws(),
      await pat.makesUrls(),
    ]) {
      expect({ status, message: body.error.message }).toEqual({
        status: 403,
        message: expect.stringContaining('group:default/shop'),
      });
    }
    expect((await asks(url)).status).toBe(403);

    const other = await openWithUrls({ gates: { ownersOnly: false } });
    expect((await other.as(PAT).approves()).status).toBe(200);
    expect((await other.asks(other.url)).status).toBe(200);
  });

  it.each(['order-service', 'order-service-primary'])(
    'are given to nobody by an entity of theirs that points at %s',
    async app => {
      const { olivia, as } = await open({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: {
              name: 'mine',
              annotations: {
                'backstage.io/kubernetes-namespace': 'shop',
                'backstage.io/kubernetes-label-selector': `app=${app}`,
              },
            },
            relations: [
              { type: 'ownedBy', targetRef: 'group:default/platform' },
            ],
          },
        ],
      });
      const entityRef = 'component:default/mine';

      const { status, body } = await as(PAT).makesUrls({
        entityRef,
        target: { ...target, workload: app },
      });

      expect({ status, message: body.error.message }).toEqual({
        status: 403,
        message: expect.stringContaining(ORDERS),
      });
      expect((await olivia.makesUrls()).status).toBe(403);
      expect((await olivia.approves()).status).toBe(403);
      expect((await olivia.withdraws()).status).toBe(403);
    },
  );

  it('are for those whom the policy lets', async () => {
    const { olivia } = await open({
      policy: ({ name }) => ({
        result:
          name === 'mesh.delivery.gate'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });

    expect((await olivia.reads()).off).toMatchObject({
      reason: 'not-permitted',
    });
    expect((await olivia.makesUrls()).status).toBe(403);
  });

  it('bind the start to the workload: its checksum is still that of the version before', async () => {
    const portal = await openWithUrls();
    const { olivia, asks, urlOf, put, webhooks, shows } = portal;
    put({ webhooks, status: { phase: 'Waiting' } });
    await shows(olivia, { gate: 'confirm-rollout', waiting: true });
    const { gates } = await olivia.reads();
    const start = gates.find(({ gate }) => gate === 'confirm-rollout');
    expect(start?.revision).toMatchObject({ generation: 4 });

    const { status } = await olivia.approves({
      gate: 'confirm-rollout',
      seen: start?.revision,
    });

    expect(status).toBe(200);
    expect((await asks(urlOf('confirm-rollout'))).status).toBe(200);
    expect(
      await olivia.approves({
        gate: 'confirm-rollout',
        seen: {
          checksum: 'x',
          since: DELIVERY,
          ...start?.revision,
          generation: 3,
        },
      }),
    ).toMatchObject({ status: 409 });
  });
});
