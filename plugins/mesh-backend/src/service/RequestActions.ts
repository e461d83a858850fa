import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  OnboardingRequest,
  RequestAction,
  RequestActionBody,
  unknownGates,
} from '@onmesh/plugin-mesh-common';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { RequestStore, Transition } from '../store/RequestStore';
import { onward } from '../worker/onward';
import { Caller } from './OnboardingService';
import { openPullRequest } from './possibleActions';
import { onGitHost } from './toBackstageError';

/** What a person does with a request. */
export class RequestActions {
  readonly #options: {
    store: RequestStore;
    repositories: GitOpsRepositories;
    /** Hash of the plan as it would be made now. */
    replan(request: OnboardingRequest, caller: Caller): Promise<string>;
  };

  constructor(options: {
    store: RequestStore;
    repositories: GitOpsRepositories;
    replan(request: OnboardingRequest, caller: Caller): Promise<string>;
  }) {
    this.#options = options;
  }

  async act(
    request: OnboardingRequest,
    action: Exclude<RequestAction, 'take-back'>,
    body: RequestActionBody,
    caller: Caller,
  ): Promise<void> {
    if (body.version !== request.version) {
      throw new ConflictError(
        `Request ${request.id} has changed meanwhile: it is ${request.state} now, at version ${request.version} and not ${body.version}. Reload it and decide again`,
      );
    }
    const actor = actorOf(caller);
    switch (action) {
      case 'approve':
        await this.#assertSamePlan(request, body, caller);
        await this.#transition(request, action, actor, body.reason);
        return;
      case 'reject':
        if (!body.reason?.trim()) {
          throw new InputError(
            'reason: say why, so that the requester knows what to change',
          );
        }
        await this.#transition(request, action, actor, body.reason);
        return;
      case 'withdraw':
        await this.#transition(request, action, actor, body.reason);
        return;
      case 'propose-again':
        await this.#transition(request, action, actor, body.reason, {
          changes: { attempt: request.attempt + 1, gates: [] },
        });
        return;
      case 'accept-unknown':
        await this.#acceptUnknown(request, actor, body.reason);
        return;
      default:
        await this.#decidePullRequest(request, action, actor);
    }
  }

  /** What was reviewed is what was submitted, and still what would be done now. */
  async #assertSamePlan(
    request: OnboardingRequest,
    { planHash }: RequestActionBody,
    caller: Caller,
  ): Promise<void> {
    if (planHash === undefined) {
      throw new InputError('planHash: name the plan that was reviewed');
    }
    if (planHash !== request.planHash) {
      throw new ConflictError(
        `The plan that was reviewed is not the plan of request ${request.id}. Reload it and review it again`,
      );
    }
    if ((await this.#options.replan(request, caller)) !== request.planHash) {
      throw new ConflictError(
        `What request ${request.id} would do has changed since it was submitted, because the repository or the cluster has. Withdraw it and submit it again, so that the new plan is reviewed`,
      );
    }
  }

  /** A person answers for what no metric can tell. The history keeps what was not known, and why that was accepted. */
  async #acceptUnknown(
    request: OnboardingRequest,
    actor: string,
    reason: string | undefined,
  ): Promise<void> {
    const accepted = unknownGates(request);
    if (accepted.length === 0) {
      throw new ConflictError(
        `Request ${request.id} does not wait for something unknown alone; it is ${request.state}. Look at its gates`,
      );
    }
    if (!reason?.trim()) {
      throw new InputError(
        'reason: say why it is safe to go on without knowing',
      );
    }
    const { event, changes } = onward(request, request.gates);
    // Without metrics all gates say the same.
    const unknown = [...new Set(accepted.map(gate => gate.reason))].join(' ');
    const message = `Accepted without knowing: ${unknown} Because: ${reason}`;
    await this.#transition(request, event, actor, message, { changes });
  }

  async #decidePullRequest(
    request: OnboardingRequest,
    action: 'merge' | 'close',
    by: string,
  ): Promise<void> {
    const open = openPullRequest(request);
    const repository = this.#options.repositories.forCluster(
      request.target.cluster,
    );
    if (!open || !repository || open.number === undefined) {
      throw new ConflictError(
        `Request ${request.id} has no open pull request to ${action}; it is ${request.state}`,
      );
    }
    const { scm } = repository;
    const decided = await onGitHost(
      action === 'merge'
        ? scm.merge(open.number, { by, expectedHead: open.headCommit ?? '' })
        : scm.close(open.number, { by }),
    );
    // The host has decided. Should we die here, or should the worker be quicker, it sees the same.
    await this.#transition(
      request,
      action,
      by,
      action === 'merge'
        ? `Pull request #${open.number} was merged by ${by}`
        : `Pull request #${open.number} was closed by ${by} without merging. Propose again, or withdraw the request.`,
      { pullRequest: { ...open, state: decided.state } },
    ).catch(error => {
      if (!(error instanceof ConflictError)) {
        throw error;
      }
    });
  }

  async #transition(
    request: OnboardingRequest,
    event: Transition['event'],
    actor: string,
    message: string | undefined,
    more: Pick<Transition, 'changes' | 'pullRequest'> = {},
  ): Promise<void> {
    await this.#options.store.transition({
      id: request.id,
      expectedVersion: request.version,
      event,
      actor,
      message,
      ...more,
    });
  }
}

/** Who acts. Only people decide about requests. */
export function actorOf({ userEntityRef }: Caller): string {
  if (userEntityRef === undefined) {
    throw new NotAllowedError('Only a signed-in person can do this');
  }
  return userEntityRef;
}
