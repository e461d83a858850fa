import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoIdentities } from './demoIdentities';
import { demoSignInModule } from './demoSignInModule';

const people = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: shop }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: olivia.owner }
spec: { memberOf: [shop] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: pat.platform }
spec: { memberOf: [platform] }
`;

describe('createDemoProvider, in a backend with a catalog', () => {
  let folder: string;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onmesh-people-'));
    const target = join(folder, 'people.yaml');
    await writeFile(target, people);
    backend = await startTestBackend({
      features: [
        authPlugin,
        catalogPlugin,
        demoSignInModule,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost' },
            auth: { providers: { 'demo-owner': {}, 'demo-platform': {} } },
            mesh: { demo: { signIn: true } },
            catalog: {
              rules: [{ allow: ['User', 'Group'] }],
              locations: [{ type: 'file', target }],
              // The tests wait for the catalog.
              processingInterval: { seconds: 1 },
            },
          },
        }),
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function signIn(providerId: string) {
    const url = `http://localhost:${backend.server.port()}/api/auth/${providerId}/refresh`;
    for (;;) {
      const response = await fetch(url);
      if (response.ok) {
        return response.json();
      }
      await sleep(200);
    }
  }

  it.each([
    ['demo-owner', 'user:default/olivia.owner', 'group:default/shop'],
    ['demo-platform', 'user:default/pat.platform', 'group:default/platform'],
  ])(
    '%s signs in %s as a member of %s',
    async (providerId, user, group) => {
      const session = await signIn(providerId);

      expect(session.backstageIdentity.identity).toEqual({
        type: 'user',
        userEntityRef: user,
        ownershipEntityRefs: [user, group],
      });
      expect(session.backstageIdentity.token).toMatch(/^ey/);
      expect(session.profile.displayName).toBe(
        demoIdentities.find(identity => identity.providerId === providerId)
          ?.displayName,
      );
    },
    30_000,
  );
});
