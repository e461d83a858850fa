import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import express from 'express';
import request from 'supertest';
import { testDatabases } from '../__testUtils__/databases';
import { newRequest } from '../__testUtils__/newRequest';
import {
  OLIVIA,
  ORDERS,
  orders,
  startPortal,
} from '../__testUtils__/startPortal';
import { DeliveryService } from '../delivery/DeliveryService';
import { GateService } from '../gates/GateService';
import { OnboardingService } from '../service/OnboardingService';
import { KnexRequestStore } from '../store/KnexRequestStore';
import { createRouter } from './createRouter';
import { openapi } from './openapi';

const databases = testDatabases();
const profile = { apiVersion: 'onmesh.io/v1', mesh: 'istio-sidecar' };
const about = { entityRef: ORDERS, target: orders };
const HASH = '0'.repeat(64);

/** A body that is right for each operation that takes one. */
const bodies: Record<string, object> = {
  '/decisions': { ...about, from: 'shop/frontend' },
  '/suggestions': about,
  '/plans': { ...about, profile },
  '/requests': { ...about, profile, planHash: HASH },
  '/deliveries/actions': { ...about, action: 'promote', seen: {} },
  '/gates/approvals': {
    ...about,
    gate: 'rollback',
    seen: { checksum: 'abc', since: '2026-01-01T00:00:00Z' },
  },
  '/gates/withdrawals': { ...about, gate: 'rollback' },
  '/gates/urls': about,
};
/** Of each operation that needs one. */
const queries: Record<string, string> = {
  '/status': `?entityRef=${ORDERS}`,
  '/deliveries': `?${new URLSearchParams({ entityRef: ORDERS, ...orders })}`,
  '/gates': `?${new URLSearchParams({ entityRef: ORDERS, ...orders })}`,
};
const actionBody = { version: 1, reason: 'Because', planHash: HASH };

const operations = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map(method => ({ method, path })),
);

jest.setTimeout(60_000);

describe('the OpenAPI document', () => {
  it('describes every route, and nothing else', () => {
    const service: Partial<OnboardingService> = {};
    const delivery: Partial<DeliveryService> = {};
    const gates: Partial<GateService> = {};
    const router = createRouter({
      service: service as OnboardingService,
      delivery: delivery as DeliveryService,
      gates: gates as GateService,
      httpAuth: mockServices.httpAuth(),
      userInfo: mockServices.userInfo(),
      auditor: mockServices.auditor.mock(),
    });
    const routes = router.stack.flatMap(
      ({
        route,
      }: {
        route?: express.IRoute & { methods?: Record<string, boolean> };
      }) =>
        route
          ? Object.keys(route.methods ?? {}).map(
              method => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`,
            )
          : [],
    );

    expect(
      routes.filter((route: string) => !route.includes('openapi.json')).sort(),
    ).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });
});

describe('every route', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let id: string;
  beforeAll(async () => {
    const knex = await databases.create('SQLITE_3');
    portal = await startPortal(knex, () => ({ result: AuthorizeResult.DENY }));
    ({ id } = await new KnexRequestStore(knex).create(
      newRequest({ entityRef: ORDERS, target: orders, requester: OLIVIA }),
    ));
  });
  afterAll(() => portal.stop());

  const send = (method: string, path: string, authorization?: string) => {
    const url = `/api/mesh${path.replace('{id}', id)}${method === 'get' ? (queries[path] ?? '') : ''}`;
    const sent =
      method === 'get'
        ? request(portal.server).get(url)
        : request(portal.server)
            .post(url)
            .send(bodies[path] ?? actionBody);
    return authorization ? sent.set('authorization', authorization) : sent;
  };

  it.each(operations)(
    'refuses strangers: $method $path',
    async ({ method, path }) => {
      const { status } = await send(method, path);

      expect(status).toBe(401);
    },
  );

  it.each(
    operations.filter(
      ({ method, path }) => `${method} ${path}` !== 'get /requests',
    ),
  )(
    'refuses those whom the policy denies: $method $path',
    async ({ method, path }) => {
      const { status, body } = await send(
        method,
        path,
        mockCredentials.user.header(OLIVIA),
      );

      expect({ status, name: body.error?.name }).toEqual({
        status: 403,
        name: 'NotAllowedError',
      });
    },
  );

  it('lists no request to those whom the policy denies', async () => {
    const { body } = await send(
      'get',
      '/requests',
      mockCredentials.user.header(OLIVIA),
    );

    expect(body).toEqual({ items: [] });
  });
});

describe('a service that is not a person', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let knex: Awaited<ReturnType<typeof databases.create>>;
  beforeAll(async () => {
    knex = await databases.create('SQLITE_3');
    portal = await startPortal(knex);
  });
  afterAll(() => portal.stop());

  it('may not decide about requests', async () => {
    const { id } = await new KnexRequestStore(knex).create(newRequest());

    const { status } = await request(portal.server)
      .post(`/api/mesh/requests/${id}/withdraw`)
      .set('authorization', mockCredentials.service.header())
      .send({ version: 1 });

    expect(status).toBe(403);
    expect(await new KnexRequestStore(knex).get(id)).toMatchObject({
      state: 'submitted',
    });
  });
});
