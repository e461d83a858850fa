import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

const PLATFORM_GROUP = 'group:default/platform';

/** What only the platform team may do: decide about requests, and finish the pull requests that come of them. */
export const reviewPermissions: ReadonlySet<string> = new Set([
  'mesh.request.approve',
  'mesh.request.reject',
  'mesh.request.merge',
  'mesh.request.close',
]);

/** Signed-in users may do everything, except that only the platform team reviews. Nobody else may do anything. */
export class DemoPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(userInfo: UserInfoService) {
    this.#userInfo = userInfo;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    if (!reviewPermissions.has(request.permission.name)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return {
      result: ownershipEntityRefs.includes(PLATFORM_GROUP)
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
    };
  }
}
