import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { StatusResponse } from '@onmesh/plugin-mesh-common';
import request from 'supertest';
import { parse } from 'yaml';
import { testDatabases } from '../__testUtils__/databases';
import { OLIVIA, startPortal } from '../__testUtils__/startPortal';

const databases = testDatabases();

/** Held against the command line too, in the CLI's commands/status.test.ts. */
const expected: Record<string, object> = parse(
  readFileSync(
    join(resolve(__dirname, '../../../..'), 'examples/expected/status.yaml'),
    'utf8',
  ),
);

/** A component whose workload is in the demo's cluster and has its name. */
const componentOf = (name: string, namespace: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: {
      'backstage.io/kubernetes-namespace': namespace,
      'backstage.io/kubernetes-label-selector': `app=${name}`,
    },
  },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
});

jest.setTimeout(60_000);

describe('the API over the demo shop', () => {
  it.each(Object.entries(expected))(
    'shows of %s what the command line shows',
    async (name, status) => {
      const [namespace, workload] = name.split('/');
      const portal = await startPortal(
        await databases.create(databases.each[0][0]),
        undefined,
        {},
        [componentOf(workload, namespace)],
      );
      const { body } = await request(portal.server)
        .get(`/api/mesh/status?entityRef=component:default/${workload}`)
        .set('authorization', mockCredentials.user.header(OLIVIA));
      await portal.stop();

      const { targets }: StatusResponse = body;
      expect(targets).toEqual([
        expect.objectContaining({
          ...status,
          access: expect.objectContaining({ ...Object(status).access }),
        }),
      ]);
    },
  );
});
