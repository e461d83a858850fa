import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  asksForReason,
  DeliveryActionRequest,
  DeliveryEvent,
  DeliveryId,
  DeliveryOff,
  DeliveryResponse,
  GitVersion,
  Rollout,
  Target,
} from '@onmesh/plugin-mesh-common';
import { DeliveryWriter } from '@onmesh/plugin-mesh-node';
import { errorMessage } from '../clusters/errorMessage';
import { GitOpsRepositories } from '../gitops/GitOpsRepositories';
import { Caller } from '../service/OnboardingService';
import { actorOf } from '../service/RequestActions';
import { TargetReader } from '../service/TargetReader';
import { applyAction } from './applyAction';
import { DeliveryLog } from './DeliveryLog';
import { DeliveryService } from './DeliveryService';
import { gitVersion, imagesOf } from './gitVersion';
import { OutcomeUnknownError } from './OutcomeUnknownError';
import { PartlyDoneError } from './PartlyDoneError';

const HISTORY = 20;

export interface DeliveryOptions {
  /** Undefined while it is off. */
  writer?: DeliveryWriter;
  reader: Pick<TargetReader, 'entity' | 'locateOne'>;
  repositories: GitOpsRepositories;
  log: DeliveryLog;
}

/** The operations themselves. They do not ask who may do them: see `AuthorizedDeliveryService`. */
export class DefaultDeliveryService implements DeliveryService {
  constructor(private readonly options: DeliveryOptions) {}

  async get(delivery: DeliveryId, caller: Caller): Promise<DeliveryResponse> {
    const { target } = delivery;
    const { rollout } = await this.#locate(delivery, caller);
    return {
      off: this.#off(target),
      history: await this.options.log.list(target, HISTORY),
      git: rollout?.status?.abort
        ? await this.#git(target, rollout)
        : undefined,
    };
  }

  async act(
    body: DeliveryActionRequest,
    caller: Caller,
  ): Promise<DeliveryResponse> {
    const actor = actorOf(caller);
    const { writer, log } = this.options;
    const { target, action, seen } = body;
    const off = this.#off(target);
    if (off || !writer) {
      throw new NotAllowedError(off?.message);
    }
    const reason = body.reason?.trim();
    if (asksForReason(action) && !reason) {
      throw new InputError(
        `reason: say why; ${action === 'abort' ? 'an abort takes a version away from people' : 'a full promotion skips every check that is left'}`,
      );
    }
    const { entityRef, rollout } = await this.#locate(body, caller);
    const id = await log.begin({
      entityRef,
      target,
      actor,
      action,
      reason: reason || undefined,
      podHash: seen.podHash,
      images: imagesOf(rollout),
      stepIndex: seen.stepIndex,
    });
    try {
      await applyAction(writer, { target, action, seen });
    } catch (error) {
      await log.end(id, outcomeOf(error), errorMessage(error));
      throw error;
    }
    await log.end(id, 'done');
    return this.get(body, caller);
  }

  /** Why nothing can be done in a cluster by anybody. */
  #off({ cluster }: Target): DeliveryOff | undefined {
    const { writer } = this.options;
    if (!writer) {
      return {
        reason: 'disabled',
        message:
          'Promoting, aborting and retrying is off in this portal. An operator turns it on with mesh.canary.actions.enabled',
      };
    }
    return writer.clusters().includes(cluster)
      ? undefined
      : {
          reason: 'no-identity',
          message: `Deliveries in cluster ${cluster} cannot be steered from here: it has no identity that may. An operator gives it one in mesh.clusters[].deliverer`,
        };
  }

  async #locate(
    { entityRef, target }: DeliveryId,
    { credentials }: Caller,
  ): Promise<{ entityRef: string; rollout?: Rollout }> {
    const { reader } = this.options;
    const entity = await reader.entity(entityRef, credentials);
    const { view } = await reader.locateOne(entity, target);
    return {
      entityRef: stringifyEntityRef(entity),
      rollout: view.get<Rollout>('Rollout', target.namespace, target.workload),
    };
  }

  /** A repository that cannot be read is no reason to hide the history. */
  async #git(
    target: Target,
    rollout: Rollout,
  ): Promise<GitVersion | undefined> {
    const repository = this.options.repositories.forCluster(target.cluster);
    return (
      repository &&
      gitVersion(repository, target, rollout).catch(() => undefined)
    );
  }
}

function outcomeOf(error: unknown): DeliveryEvent['outcome'] {
  if (error instanceof OutcomeUnknownError) {
    return 'unknown';
  }
  return error instanceof PartlyDoneError ? 'partly' : 'refused';
}
