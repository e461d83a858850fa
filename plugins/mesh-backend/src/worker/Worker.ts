import { LoggerService } from '@backstage/backend-plugin-api';
import {
  GateResult,
  OnboardingRequest,
  RequestState,
} from '@onmesh/plugin-mesh-common';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { JobQueue, Lease, LeaseLostError } from '../store/JobQueue';
import { RequestStore } from '../store/RequestStore';
import { backoff } from './backoff';
import { classifyError } from './classifyError';
import { GateReader, Step, StepContext, StepOutcome } from './Step';
import { cleanUp } from './steps/cleanUp';
import { propose } from './steps/propose';
import { verify } from './steps/verify';
import { watch } from './steps/watch';

/** What the worker does in each state. In the others it has nothing to do. */
const steps: Partial<Record<RequestState, Step>> = {
  queued: propose,
  proposed: watch,
  verifying: verify,
  withdrawn: cleanUp,
};

/** Tries before a person is asked, about three hours of them. */
const ENOUGH_ATTEMPTS = 12;

export interface WorkerOptions {
  store: RequestStore;
  queue: JobQueue;
  repositories: GitOpsRepositories;
  gates: GateReader;
  logger: LoggerService;
  /** Unique among all processes. */
  owner: string;
  /** How long one step may take at most before another worker takes over. */
  leaseMs: number;
  /** How long to wait between two looks at the same pull request or the same gates. */
  pollMs: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/**
 * Carries requests forward. Level-triggered: what to do follows from the state that is found, never from a message, so
 * any number of workers may run and any of them may die at any point.
 */
export class Worker {
  readonly #options: WorkerOptions;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Works on everything that is due, and answers how many requests that were. */
  async runDue(): Promise<number> {
    const { queue, owner, leaseMs } = this.#options;
    const leases = await queue.claim({ owner, leaseMs, limit: 5 });
    await Promise.all(leases.map(lease => this.#run(lease)));
    return leases.length;
  }

  async #run(lease: Lease): Promise<void> {
    const { store, queue, logger } = this.#options;
    const request = await store.get(lease.requestId);
    const step = request && steps[request.state];
    if (!request || !step) {
      await queue.finish(lease);
      return;
    }
    try {
      const outcome = await step(request, await this.#context(request, lease));
      await this.#record(request, lease, outcome);
    } catch (error) {
      if (error instanceof LeaseLostError || isConflict(error)) {
        // Someone else moved the request while we looked; what they made of it is due already.
        logger.debug(`Request ${request.id} moved on: ${String(error)}`);
        await queue.release(lease, 0);
        return;
      }
      await this.#fail(request, lease, error);
    }
  }

  async #context(
    request: OnboardingRequest,
    lease: Lease,
  ): Promise<StepContext> {
    const { store, repositories, gates } = this.#options;
    const { id } = request;
    return {
      repositories,
      gates,
      pullRequests: await store.pullRequests(id),
      savePullRequest: pullRequest =>
        store.savePullRequest({ id, pullRequest, lease }),
      withdrawnBy: async () =>
        (await store.timeline(id)).findLast(
          ({ event }) => event === 'withdraw' || event === 'take-back',
        )?.actor ?? request.requester,
    };
  }

  async #record(
    request: OnboardingRequest,
    lease: Lease,
    outcome: StepOutcome,
  ): Promise<void> {
    const { store, queue, pollMs } = this.#options;
    const { id, version: expectedVersion } = request;
    switch (outcome.type) {
      case 'event': {
        const { type: _, ...event } = outcome;
        await store.transition({
          id,
          expectedVersion,
          actor: 'worker',
          lease,
          ...event,
        });
        return;
      }
      case 'wait': {
        const { gates } = outcome;
        if (gates && !sameGates(gates, request.gates)) {
          await store.saveGates({ id, expectedVersion, gates, lease });
        }
        await queue.release(lease, pollMs);
        return;
      }
      default:
        await queue.finish(lease);
    }
  }

  async #fail(
    request: OnboardingRequest,
    lease: Lease,
    error: unknown,
  ): Promise<void> {
    const { store, queue, logger, random } = this.#options;
    const { kind, message, retryAfterMs } = classifyError(error);
    logger.warn(
      `Request ${request.id} (${request.state}), try ${lease.attempts}: ${message}`,
      error instanceof Error ? error : undefined,
    );
    const hopeless = kind === 'stop' || lease.attempts >= ENOUGH_ATTEMPTS;
    // Once proposed, the pull request lives on at the host, so we keep looking however long it takes.
    if (hopeless && request.state === 'queued') {
      try {
        await store.transition({
          id: request.id,
          expectedVersion: request.version,
          event: 'block',
          actor: 'worker',
          message: `${message} Propose again once that is mended.`,
          lease,
        });
        return;
      } catch (failure) {
        logger.debug(`Request ${request.id} moved on: ${String(failure)}`);
      }
    }
    await queue.fail(
      lease,
      message,
      Math.max(backoff(lease.attempts, random()), retryAfterMs ?? 0),
    );
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConflictError';
}

function sameGates(a: GateResult[], b: GateResult[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
