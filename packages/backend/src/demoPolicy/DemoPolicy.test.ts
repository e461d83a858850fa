import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createPermission } from '@backstage/plugin-permission-common';
import {
  meshRequestApprovePermission,
  meshRequestMergePermission,
} from '@onmesh/plugin-mesh-common';
import { DemoPolicy, reviewPermissions } from './DemoPolicy';

const OWNER = 'user:default/olivia.owner';
const PLATFORM = 'user:default/pat.platform';

function decide(name: string, userEntityRef?: string) {
  const info = {
    userEntityRef: userEntityRef ?? '',
    ownershipEntityRefs:
      userEntityRef === PLATFORM
        ? [PLATFORM, 'group:default/platform']
        : [OWNER, 'group:default/shop'],
  };
  const policy = new DemoPolicy(mockServices.userInfo(info));
  return policy.handle(
    { permission: createPermission({ name, attributes: {} }) },
    userEntityRef
      ? { credentials: mockCredentials.user(userEntityRef), info }
      : undefined,
  );
}

describe('DemoPolicy', () => {
  it.each`
    permission               | user         | result
    ${'catalog.entity.read'} | ${OWNER}     | ${'ALLOW'}
    ${'catalog.entity.read'} | ${PLATFORM}  | ${'ALLOW'}
    ${'catalog.entity.read'} | ${undefined} | ${'DENY'}
    ${'mesh.request.create'} | ${OWNER}     | ${'ALLOW'}
    ${'mesh.request.create'} | ${undefined} | ${'DENY'}
  `('$permission for $user: $result', async ({ permission, user, result }) => {
    expect(await decide(permission, user)).toEqual({ result });
  });

  it.each([...reviewPermissions])(
    'leaves %s to the platform team',
    async name => {
      expect(await decide(name, PLATFORM)).toEqual({ result: 'ALLOW' });
      expect(await decide(name, OWNER)).toEqual({ result: 'DENY' });
      expect(await decide(name)).toEqual({ result: 'DENY' });
    },
  );

  it('knows the reviewing permissions by the names that the plugin gives them', () => {
    expect([...reviewPermissions]).toEqual(
      expect.arrayContaining([
        meshRequestApprovePermission.name,
        meshRequestMergePermission.name,
      ]),
    );
  });
});
