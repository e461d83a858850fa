import { ConflictError, InputError } from '@backstage/errors';
import {
  OnboardingRequest,
  PlanResponse,
  RequestActionBody,
  TakeBackResponse,
  isCarriedOut,
  isFinal,
  isTakenBack,
  profileSchema,
  stateAfterTakeBack,
} from '@onmesh/plugin-mesh-common';
import { RequestStore } from '../store/RequestStore';
import { Caller, ParsedPlanRequest } from './OnboardingService';
import { actorOf } from './RequestActions';

const outside = profileSchema.parse({
  apiVersion: 'onmesh.io/v1',
  mesh: 'none',
});

/**
 * Takes back what a request has merged, by a request of its own: the plan leads from what the repository says now to the
 * profile that was carried out before, so that it is reviewed, staged and gated like any other.
 */
export class TakeBacks {
  constructor(
    private readonly options: {
      store: RequestStore;
      plan(body: ParsedPlanRequest, caller: Caller): Promise<PlanResponse>;
    },
  ) {}

  /** Why a request cannot be taken back, and what to do instead; undefined when it can. */
  async refusal(request: OnboardingRequest): Promise<string | undefined> {
    const { id, state, revertedBy } = request;
    if (stateAfterTakeBack(request) === undefined) {
      return `Nothing of request ${id} was merged (it is ${state}), so there is nothing to take back`;
    }
    if (revertedBy && isTakenBack(request)) {
      return `Request ${revertedBy.id} takes request ${id} back already; it is ${revertedBy.state}`;
    }
    // Nothing comes later than a request that is under way: there is one at a time for each target.
    if (!isFinal(state)) {
      return undefined;
    }
    // What came later builds on this one. A try to take this one back that was given up half-way is no reason to leave it.
    const later = (await this.#ofTarget(request)).newer.find(
      one => isCarriedOut(one) && one.reverts !== id,
    );
    return (
      later &&
      `Request ${later.id} has changed ${request.target.workload} since request ${id}. Take that one back first`
    );
  }

  async preview(
    request: OnboardingRequest,
    caller: Caller,
  ): Promise<TakeBackResponse> {
    const refusal = await this.refusal(request);
    if (refusal !== undefined) {
      throw new ConflictError(refusal);
    }
    const before = (await this.#ofTarget(request)).older.find(isCarriedOut);
    const profile = before?.profile ?? outside;
    const { entityRef, target } = request;
    return {
      ...(await this.options.plan({ entityRef, target, profile }, caller)),
      profile,
      returnsTo: before && { id: before.id, state: before.state },
    };
  }

  /**
   * Submits what {@link preview} showed. The second of two clicks is answered with what the first one made.
   *
   * @throws ConflictError when the request has changed, was taken back, or the plan is another by now
   */
  async submit(
    request: OnboardingRequest,
    body: RequestActionBody,
    caller: Caller,
  ): Promise<OnboardingRequest> {
    const { store } = this.options;
    const { id: reverts, entityRef, target } = request;
    const requester = actorOf(caller);
    const { planHash, reason, version } = body;
    if (planHash === undefined) {
      throw new InputError('planHash: name the plan that was shown');
    }
    if (!reason?.trim()) {
      throw new InputError(
        'reason: say why, so that the reviewer knows what went wrong',
      );
    }
    const made = await this.#madeBefore(request, body, requester);
    if (made) {
      return made;
    }
    const preview = await this.preview(request, caller);
    if (preview.planHash !== planHash) {
      throw new ConflictError(
        'The plan has changed since it was shown, because the repository or the cluster has. Look at the new plan and submit again',
      );
    }
    if (preview.plan.stages.length === 0) {
      throw new InputError(
        `Nothing of request ${reverts} is left in the repository, so there is nothing to take back`,
      );
    }
    const { plan, profile } = preview;
    const next = { entityRef, target, profile, plan, planHash };
    try {
      return await store.takeBack({
        expectedVersion: version,
        request: { ...next, requester, reason, reverts },
      });
    } catch (error) {
      const now = await store.get(reverts);
      const first = now && (await this.#madeBefore(now, body, requester));
      if (!first) {
        throw error;
      }
      return first;
    }
  }

  /** What the same click, from the same screen, has made already. */
  async #madeBefore(
    request: OnboardingRequest,
    { version, planHash }: RequestActionBody,
    requester: string,
  ): Promise<OnboardingRequest | undefined> {
    if (version >= request.version || !isTakenBack(request)) {
      return undefined;
    }
    const made = await this.options.store.get(request.revertedBy?.id ?? '');
    return made?.requester === requester && made.planHash === planHash
      ? made
      : undefined;
  }

  /** The other requests for the same target, each way newest first. */
  async #ofTarget({ id, target }: OnboardingRequest) {
    const all = await this.options.store.list({ target });
    const found = all.findIndex(request => request.id === id);
    // Of a long history only the end is listed; what is not there came before all that is.
    const index = found === -1 ? all.length : found;
    return { newer: all.slice(0, index), older: all.slice(index + 1) };
  }
}
