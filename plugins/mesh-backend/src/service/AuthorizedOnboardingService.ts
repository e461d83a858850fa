import {
  PermissionsService,
  PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
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
  DecisionRequest,
  OnboardingRequest,
  RESOURCE_TYPE_MESH_REQUEST,
  RequestAction,
  RequestActionBody,
  RequestResponse,
  SuggestionsRequest,
  meshRequestApprovePermission,
  meshRequestCreatePermission,
  meshRequestMergePermission,
  meshRequestReadPermission,
  meshRequestUpdatePermission,
  meshStatusReadPermission,
} from '@onmesh/plugin-mesh-common';
import { ownersOf } from '../permissions/ownersOf';
import { meshRequestResourceRef } from '../permissions/rules';
import {
  Caller,
  ListFilter,
  OnboardingService,
  ParsedCreateRequest,
  ParsedPlanRequest,
  VisibleRequests,
} from './OnboardingService';

type RequestPermission = ResourcePermission<typeof RESOURCE_TYPE_MESH_REQUEST>;

const permissionFor: Record<RequestAction, RequestPermission> = {
  approve: meshRequestApprovePermission,
  reject: meshRequestApprovePermission,
  'accept-unknown': meshRequestApprovePermission,
  withdraw: meshRequestUpdatePermission,
  'propose-again': meshRequestUpdatePermission,
  merge: meshRequestMergePermission,
  close: meshRequestMergePermission,
};

/** Who may do what, around the operations themselves. No route goes past this. */
export class AuthorizedOnboardingService implements OnboardingService {
  constructor(
    private readonly inner: OnboardingService,
    private readonly options: {
      permissions: PermissionsService;
      permissionsRegistry: PermissionsRegistryService;
      /** Loads an entity with the caller's credentials. */
      entity(entityRef: string, caller: Caller): Promise<Entity>;
      /** Whether only owners of an entity may submit requests for it. */
      ownersOnly: boolean;
    },
  ) {}

  async status(entityRef: string, caller: Caller) {
    await this.#assert(meshStatusReadPermission, caller);
    return this.inner.status(entityRef, await this.#seeing(caller));
  }

  async fleet(caller: Caller) {
    await this.#assert(meshStatusReadPermission, caller);
    return this.inner.fleet(await this.#seeing(caller));
  }

  async decide(body: DecisionRequest, caller: Caller) {
    await this.#assert(meshStatusReadPermission, caller);
    return this.inner.decide(body, caller);
  }

  async suggest(body: SuggestionsRequest, caller: Caller) {
    await this.#assert(meshRequestCreatePermission, caller);
    return this.inner.suggest(body, caller);
  }

  async plan(body: ParsedPlanRequest, caller: Caller) {
    await this.#assert(meshRequestCreatePermission, caller);
    return this.inner.plan(body, caller);
  }

  async create(body: ParsedCreateRequest, caller: Caller) {
    await this.#assert(meshRequestCreatePermission, caller);
    await this.#assertOwner(body.entityRef, caller);
    return this.#allowed(await this.inner.create(body, caller), caller);
  }

  async list(filter: ListFilter, caller: Caller) {
    return this.inner.list(filter, await this.#seeing(caller));
  }

  async get(id: string, caller: Caller) {
    const found = await this.inner.get(id, caller);
    await this.#assertOn(found.request, meshRequestReadPermission, caller);
    return this.#allowed(found, caller);
  }

  async act(
    id: string,
    action: RequestAction,
    body: RequestActionBody,
    caller: Caller,
  ) {
    const { request } = await this.inner.get(id, caller);
    await this.#assertOn(request, permissionFor[action], caller);
    if (isOwnReview(request, action, caller)) {
      throw new NotAllowedError(
        `You made request ${id} yourself, so somebody else has to review it`,
      );
    }
    return this.#allowed(
      await this.inner.act(id, action, body, caller),
      caller,
    );
  }

  async diff(id: string, caller: Caller) {
    const { request } = await this.inner.get(id, caller);
    await this.#assertOn(request, meshRequestReadPermission, caller);
    return this.inner.diff(id, caller);
  }

  async #assert(permission: BasicPermission, { credentials }: Caller) {
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

  async #assertOwner(entityRef: string, caller: Caller) {
    if (!this.options.ownersOnly) {
      return;
    }
    const entity = await this.options.entity(entityRef, caller);
    const owners = ownersOf(entity);
    if (!owners.some(owner => caller.ownershipEntityRefs.includes(owner))) {
      throw new NotAllowedError(
        `Only its owners may request changes of ${entityRef}: ${owners.join(', ') || 'it has none'}`,
      );
    }
  }

  async #assertOn(
    request: OnboardingRequest,
    permission: RequestPermission,
    caller: Caller,
  ) {
    const [decision] = await this.#decisions([permission], caller);
    if (!this.#applies(decision, request)) {
      throw new NotAllowedError(
        `You need the permission ${permission.name} for request ${request.id}`,
      );
    }
  }

  #decisions(
    permissions: RequestPermission[],
    { credentials }: Caller,
  ): Promise<PolicyDecision[]> {
    return this.options.permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
  }

  #applies(decision: PolicyDecision, request: OnboardingRequest): boolean {
    return createConditionAuthorizer(
      this.options.permissionsRegistry.getPermissionRuleset(
        meshRequestResourceRef,
      ),
    )(decision, request);
  }

  /** The caller with the requests that they may see. */
  async #seeing(caller: Caller): Promise<Caller> {
    const [decision] = await this.#decisions(
      [meshRequestReadPermission],
      caller,
    );
    return { ...caller, visible: this.#visible(decision) };
  }

  #visible(decision: PolicyDecision): VisibleRequests {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return createConditionTransformer(
          this.options.permissionsRegistry.getPermissionRuleset(
            meshRequestResourceRef,
          ),
        )(decision.conditions);
      default:
        return 'none';
    }
  }

  /** Narrows what can be done to what this person may do. */
  async #allowed(
    response: RequestResponse,
    caller: Caller,
  ): Promise<RequestResponse> {
    const decisions = await this.#decisions(
      response.allowed.map(action => permissionFor[action]),
      caller,
    );
    return {
      ...response,
      allowed: response.allowed.filter(
        (action, index) =>
          this.#applies(decisions[index], response.request) &&
          !isOwnReview(response.request, action, caller),
      ),
    };
  }
}

function isOwnReview(
  { requester }: OnboardingRequest,
  action: RequestAction,
  { userEntityRef, ownershipEntityRefs }: Caller,
): boolean {
  return (
    permissionFor[action] === meshRequestApprovePermission &&
    (requester === userEntityRef || ownershipEntityRefs.includes(requester))
  );
}
