import { ConflictError, isError } from '@backstage/errors';
import {
  decideAction,
  differenceSeen,
  PossibleAction,
  patchesWithoutStatus,
  Rollout,
  RolloutActionName,
  RolloutPatch,
  SeenRollout,
  seenRollout,
  Target,
} from '@onmesh/plugin-mesh-common';
import { DeliveryWriter } from '@onmesh/plugin-mesh-node';
import { errorMessage } from '../clusters/errorMessage';
import { OutcomeUnknownError } from './OutcomeUnknownError';
import { PartlyDoneError } from './PartlyDoneError';

interface WantedAction {
  target: Target;
  action: RolloutActionName;
  /** What the person saw when they decided. */
  seen: SeenRollout;
}

/**
 * How often a write that lost against one without a meaning is tried. Each time the rollout is looked at anew, and a
 * controller at work writes several times in a row.
 */
const TRIES = 5;
/** The controller answers to the first of two patches at once, with several writes of its own. */
const TRIES_AFTERWARDS = 10;

/** What was done, and what is still to be sent. */
interface BegunAction {
  rollout: Rollout;
  rest: RolloutPatch[];
}

/**
 * Does an action to the Rollout as the API server has it, and only while it is as the person saw it.
 *
 * @returns the Rollout afterwards
 * @throws ConflictError in words, when it is not as it was seen
 * @throws PartlyDoneError when not all of it was done
 * @throws OutcomeUnknownError when it may have been done
 */
export async function applyAction(
  writer: DeliveryWriter,
  wanted: WantedAction,
): Promise<Rollout> {
  const { rollout, rest } = await begin(writer, wanted);
  let now = rollout;
  for (const patch of rest) {
    try {
      now = await sendLater(writer, wanted, now, patch);
    } catch (error) {
      throw error instanceof OutcomeUnknownError
        ? error
        : new PartlyDoneError(
            `Only a part was done: ${patch.subresource ? 'the rollout is not paused by its spec any more, and waits as before' : 'it is still paused by its spec'}. ${errorMessage(error)}`,
          );
    }
  }
  return now;
}

async function begin(
  writer: DeliveryWriter,
  wanted: WantedAction,
): Promise<BegunAction> {
  for (let attempt = 1; ; attempt++) {
    const rollout = await writer.read(wanted.target);
    const action = decided(wanted, rollout);
    try {
      return await sendFirst(writer, wanted, rollout, action);
    } catch (error) {
      // Somebody wrote between the look and the patch. Whether that means anything, a second look tells.
      if (!hasName(error, 'ConflictError')) {
        throw error;
      }
      if (attempt === TRIES) {
        throw new ConflictError(
          'Nothing was done. The rollout is being written to all the time; try again in a moment.',
        );
      }
    }
  }
}

function decided(
  { action: name, seen }: WantedAction,
  rollout: Rollout,
): PossibleAction {
  const { action, refused } = decideAction(name, seen, rollout);
  if (refused !== undefined) {
    throw new ConflictError(`Nothing was done. ${refused}`);
  }
  return action;
}

async function sendFirst(
  writer: DeliveryWriter,
  { target, action }: WantedAction,
  rollout: Rollout,
  { patches }: PossibleAction,
): Promise<BegunAction> {
  const resourceVersion = rollout.metadata.resourceVersion ?? '';
  const [first, ...rest] = inSendingOrder(patches);
  try {
    // Half an action is worse than none: whoever may not do the last part does not begin.
    for (const patch of rest.length > 0 ? patches : []) {
      await writer.patch(target, patch, { resourceVersion, dryRun: true });
    }
    return {
      rollout: await change(writer, target, first, resourceVersion),
      rest,
    };
  } catch (error) {
    if (!hasName(error, 'NotFoundError')) {
      throw error;
    }
    // It was there a moment ago, so it is the subresource that is missing.
    const [unified] = patchesWithoutStatus(action, rollout);
    return {
      rollout: await change(writer, target, unified, resourceVersion),
      rest: [],
    };
  }
}

/** @throws OutcomeUnknownError when no answer came */
async function change(
  writer: DeliveryWriter,
  target: Target,
  patch: RolloutPatch,
  resourceVersion: string,
): Promise<Rollout> {
  try {
    return await writer.patch(target, patch, { resourceVersion });
  } catch (error) {
    throw isError(error) && hasName(error, 'ServiceUnavailableError')
      ? new OutcomeUnknownError(error)
      : error;
  }
}

/**
 * While the spec says paused, the controller does not leave a step, and puts back a pause that was taken away: the spec
 * comes first then. Where a patch sets the step itself, the status comes first, as on the controller's command line.
 */
function inSendingOrder(patches: RolloutPatch[]): RolloutPatch[] {
  const onlyEndsPause = patches.some(
    ({ body }) =>
      body.status &&
      'pauseConditions' in body.status &&
      !('currentStepIndex' in body.status),
  );
  return onlyEndsPause ? [...patches].reverse() : patches;
}

/** Sends what follows the first patch, to which the controller has reacted meanwhile. */
async function sendLater(
  writer: DeliveryWriter,
  { target, seen }: WantedAction,
  rollout: Rollout,
  patch: RolloutPatch,
): Promise<Rollout> {
  let now = rollout;
  for (let attempt = 1; ; attempt++) {
    try {
      const { resourceVersion = '' } = now.metadata;
      return await change(writer, target, patch, resourceVersion);
    } catch (error) {
      if (!hasName(error, 'ConflictError') || attempt === TRIES_AFTERWARDS) {
        throw error;
      }
    }
    now = await writer.read(target);
    const difference = differenceAfterwards(patch, seen, seenRollout(now));
    if (difference) {
      throw new ConflictError(difference);
    }
  }
}

/** After a change of the status the controller goes on, and only the version must be the same. */
function differenceAfterwards(
  patch: RolloutPatch,
  seen: SeenRollout,
  now: SeenRollout,
): string | undefined {
  if (!patch.subresource) {
    return differenceSeen({ ...now, podHash: seen.podHash }, now);
  }
  const pauses = seen.pauses?.filter(pause => pause !== 'spec.paused');
  return differenceSeen({ ...seen, pauses }, now);
}

function hasName(error: unknown, name: string): boolean {
  return isError(error) && error.name === name;
}
