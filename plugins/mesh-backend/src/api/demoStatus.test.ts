import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
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

jest.setTimeout(60_000);

describe('the API over the demo shop', () => {
  it.each(Object.entries(expected))(
    'shows of %s what the command line shows',
    async (name, status) => {
      const portal = await startPortal(
        await databases.create(databases.each[0][0]),
      );
      const { body } = await request(portal.server)
        .get(
          `/api/mesh/status?entityRef=component:default/${name.split('/')[1]}`,
        )
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
