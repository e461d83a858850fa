import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  OnboardingRequest,
  RESOURCE_TYPE_MESH_REQUEST,
} from '@onmesh/plugin-mesh-common';
import { Caller, VisibleRequests } from '../service/OnboardingService';
import { meshRequestResourceRef } from './rules';

export type RequestPermission = ResourcePermission<
  typeof RESOURCE_TYPE_MESH_REQUEST
>;

/** What the permission policy says about requests. */
export class RequestDecisions {
  constructor(
    private readonly options: {
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
    },
  ) {}

  /** @throws NotAllowedError that names the permission */
  async assert(permission: BasicPermission, { credentials }: Caller) {
    const [{ result }] = await this.options.permissions.authorize(
      [{ permission }],
      { credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} for this`,
      );
    }
  }

  /** @throws NotAllowedError that names the permission and the request */
  async assertOn(
    request: OnboardingRequest,
    permission: RequestPermission,
    caller: Caller,
  ) {
    const [isAllowed] = await this.allowedOn(request, [permission], caller);
    if (!isAllowed) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} for request ${request.id}`,
      );
    }
  }

  /** For each permission whether it is given for a request. */
  async allowedOn(
    request: OnboardingRequest,
    permissions: RequestPermission[],
    caller: Caller,
  ): Promise<boolean[]> {
    const applies = createConditionAuthorizer(this.#ruleset());
    return (await this.#decide(permissions, caller)).map(decision =>
      applies(decision, request),
    );
  }

  /** The requests for which a permission is given. */
  async visible(
    permission: RequestPermission,
    caller: Caller,
  ): Promise<VisibleRequests> {
    const [decision] = await this.#decide([permission], caller);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return createConditionTransformer(this.#ruleset())(decision.conditions);
      default:
        return 'none';
    }
  }

  #decide(
    permissions: RequestPermission[],
    { credentials }: Caller,
  ): Promise<PolicyDecision[]> {
    return this.options.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
  }

  #ruleset() {
    return this.options.permissionsRegistry.getPermissionRuleset(
      meshRequestResourceRef,
    );
  }
}
