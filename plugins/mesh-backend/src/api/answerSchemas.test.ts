import { join, resolve } from 'node:path';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import {
  CallerVerdict,
  ClusterView,
  evaluateTarget,
  findTargets,
  StatusResponse,
  TargetStatus,
} from '@onmesh/plugin-mesh-common';
import express from 'express';
import request from 'supertest';
import { ManifestFolder } from '../clusters/ManifestFolder';
import { openapi } from './openapi';

const demo = resolve(__dirname, '../../../../examples/clusters/demo');

async function demoShop(): Promise<TargetStatus[]> {
  const files = new ManifestFolder(join(demo));
  await files.refresh();
  const view = new ClusterView({ cluster: 'demo', objects: files.objects() });
  return findTargets(view, { selector: {} }).map(target =>
    evaluateTarget({ view, target, catalogCallers: [] }),
  );
}

/** What a client gets when the API answers so: 500 where the document does not allow it. */
async function answering(targets: TargetStatus[]): Promise<number> {
  const router: express.Router = createValidatedOpenApiRouter(openapi, {
    validatorOptions: { validateResponses: true },
  });
  const answer: StatusResponse = {
    entityRef: 'component:default/shop',
    lookup: { labelSelector: 'app=shop' },
    targets,
    clusters: [],
    openRequests: [],
  };
  router.get('/status', (_, response) => {
    response.json(answer);
  });
  const { status } = await request(express().use(router)).get(
    '/status?entityRef=component:default/shop',
  );
  return status;
}

describe('the answer to GET /status', () => {
  it('fits the document, for every workload of the demo shop', async () => {
    const targets = await demoShop();
    const connections = targets.flatMap(({ access }) =>
      access.callers.flatMap(caller => caller.connections ?? []),
    );

    expect(connections.length).toBeGreaterThan(0);
    expect(await answering(targets)).toBe(200);
  });

  it.each<[string, object, number]>([
    ['that nobody reports', {}, 200],
    [
      'of all kinds',
      {
        dryRunAllow: { denied: 1, allowed: 2 },
        dryRunDeny: { denied: 0, allowed: 3 },
        enforced: { denied: 0, total: 3 },
      },
      200,
    ],
    ['of sidecars, which have no total', { enforced: { denied: 2 } }, 200],
    ['with a part of a request', { enforced: { denied: 0.5 } }, 500],
    ['without those allowed', { dryRunAllow: { denied: 1 } }, 500],
    ['that the document does not know', { tried: 1 }, 500],
  ])(
    'with counts of policies %s: %j is answered with %i',
    async (_, policies, status) => {
      const targets = JSON.parse(JSON.stringify(await demoShop()));
      for (const target of targets) {
        target.traffic = { window: '30m', callers: [], policies };
      }
      expect(await answering(targets)).toBe(status);
    },
  );

  it.each<[string, (caller: CallerVerdict) => object]>([
    ['a caller without a verdict', ({ verdict, ...rest }) => rest],
    [
      'a connection without an outcome',
      caller => ({
        ...caller,
        connections: [{ ports: [], sends: 'mtls', reason: '', evidence: [] }],
      }),
    ],
    [
      'a connection with an outcome that the document does not know',
      caller => ({
        ...caller,
        connections: caller.connections?.map(connection => ({
          ...connection,
          outcome: 'maybe',
        })),
      }),
    ],
  ])('does not fit with %s', async (_, change) => {
    const targets = JSON.parse(JSON.stringify(await demoShop()));
    for (const { access } of targets) {
      access.callers = access.callers.map(change);
    }
    expect(await answering(targets)).toBe(500);
  });
});
