import {
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  DecisionRequest,
  OnboardingRequest,
  RequestAction,
  RequestActionBody,
  RequestResponse,
  SuggestionsRequest,
  meshRequestApprovePermission,
  meshRequestCreatePermission,
  meshRequestMergePermission,
  meshRequestReadPermission,
  meshRequestTakeBackPermission,
  meshRequestUpdatePermission,
  meshStatusReadPermission,
} from '@onmesh/plugin-mesh-common';
import { ownersOf } from '../permissions/ownersOf';
import {
  RequestDecisions,
  RequestPermission,
} from '../permissions/RequestDecisions';
import {
  Caller,
  ListFilter,
  OnboardingService,
  ParsedCreateRequest,
  ParsedPlanRequest,
} from './OnboardingService';

const permissionFor: Record<RequestAction, RequestPermission> = {
  approve: meshRequestApprovePermission,
  reject: meshRequestApprovePermission,
  'accept-unknown': meshRequestApprovePermission,
  withdraw: meshRequestUpdatePermission,
  'propose-again': meshRequestUpdatePermission,
  'take-back': meshRequestTakeBackPermission,
  merge: meshRequestMergePermission,
  close: meshRequestMergePermission,
};

/** Who may do what, around the operations themselves. No route goes past this. */
export class AuthorizedOnboardingService implements OnboardingService {
  readonly #decisions: RequestDecisions;

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
  ) {
    this.#decisions = new RequestDecisions(options);
  }

  async status(entityRef: string, caller: Caller) {
    await this.#decisions.assert(meshStatusReadPermission, caller);
    return this.inner.status(entityRef, await this.#seeing(caller));
  }

  async fleet(caller: Caller) {
    await this.#decisions.assert(meshStatusReadPermission, caller);
    return this.inner.fleet(await this.#seeing(caller));
  }

  async decide(body: DecisionRequest, caller: Caller) {
    await this.#decisions.assert(meshStatusReadPermission, caller);
    return this.inner.decide(body, caller);
  }

  async suggest(body: SuggestionsRequest, caller: Caller) {
    await this.#decisions.assert(meshRequestCreatePermission, caller);
    return this.inner.suggest(body, caller);
  }

  async plan(body: ParsedPlanRequest, caller: Caller) {
    await this.#decisions.assert(meshRequestCreatePermission, caller);
    return this.inner.plan(body, caller);
  }

  async create(body: ParsedCreateRequest, caller: Caller) {
    await this.#decisions.assert(meshRequestCreatePermission, caller);
    await this.#assertOwner(body.entityRef, caller);
    return this.#allowed(await this.inner.create(body, caller), caller);
  }

  async list(filter: ListFilter, caller: Caller) {
    return this.inner.list(filter, await this.#seeing(caller));
  }

  async get(id: string, caller: Caller) {
    const found = await this.inner.get(id, caller);
    await this.#decisions.assertOn(
      found.request,
      meshRequestReadPermission,
      caller,
    );
    return this.#allowed(found, caller);
  }

  async act(
    id: string,
    action: RequestAction,
    body: RequestActionBody,
    caller: Caller,
  ) {
    const { request } = await this.inner.get(id, caller);
    await this.#decisions.assertOn(request, permissionFor[action], caller);
    if (action === 'take-back') {
      await this.#assertMayTakeBack(request, caller);
    }
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
    await this.#decisions.assertOn(request, meshRequestReadPermission, caller);
    return this.inner.diff(id, caller);
  }

  async takeBack(id: string, caller: Caller) {
    const { request } = await this.inner.get(id, caller);
    await this.#decisions.assertOn(
      request,
      meshRequestTakeBackPermission,
      caller,
    );
    await this.#assertMayTakeBack(request, caller);
    return this.inner.takeBack(id, caller);
  }

  async #assertOwner(entityRef: string, caller: Caller) {
    if (!this.options.ownersOnly) {
      return;
    }
    const owners = ownersOf(await this.options.entity(entityRef, caller));
    if (!isAmong(owners, caller)) {
      throw new NotAllowedError(
        `Only its owners may request changes of ${entityRef}: ${owners.join(', ') || 'it has none'}`,
      );
    }
  }

  async #assertMayTakeBack(request: OnboardingRequest, caller: Caller) {
    if (!(await this.#mayTakeBack(request, caller))) {
      throw new NotAllowedError(
        `Only the owners of ${request.entityRef} and those who may approve can take request ${request.id} back`,
      );
    }
  }

  /** Owners ask for changes; the platform team, who answers for the mesh, may ask for this one too. */
  async #mayTakeBack(
    request: OnboardingRequest,
    caller: Caller,
  ): Promise<boolean> {
    const [mayApprove] = await this.#decisions.allowedOn(
      request,
      [meshRequestApprovePermission],
      caller,
    );
    if (mayApprove || !this.options.ownersOnly) {
      return true;
    }
    try {
      const entity = await this.options.entity(request.entityRef, caller);
      return isAmong(ownersOf(entity), caller);
    } catch (error) {
      // The request outlives what it was about.
      if (error instanceof NotFoundError) {
        return false;
      }
      throw error;
    }
  }

  /** The caller with the requests that they may see. */
  async #seeing(caller: Caller): Promise<Caller> {
    const visible = await this.#decisions.visible(
      meshRequestReadPermission,
      caller,
    );
    return { ...caller, visible };
  }

  /** Narrows what can be done to what this person may do. */
  async #allowed(
    { request, timeline, allowed }: RequestResponse,
    caller: Caller,
  ): Promise<RequestResponse> {
    const decisions = await this.#decisions.allowedOn(
      request,
      allowed.map(action => permissionFor[action]),
      caller,
    );
    const permitted = allowed.filter(
      (action, index) =>
        decisions[index] && !isOwnReview(request, action, caller),
    );
    const mayTakeBack =
      permitted.includes('take-back') &&
      (await this.#mayTakeBack(request, caller));
    return {
      request,
      timeline,
      allowed: permitted.filter(
        action => action !== 'take-back' || mayTakeBack,
      ),
    };
  }
}

function isAmong(owners: string[], { ownershipEntityRefs }: Caller): boolean {
  return owners.some(owner => ownershipEntityRefs.includes(owner));
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
