export * from './decideAction';
export * from './describeAction';
export * from './patchesWithoutStatus';
export * from './possibleActions';
export * from './RolloutAction';
export * from './rolloutPatches';
export * from './seenRollout';
