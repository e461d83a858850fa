export * from './possibleActions';
export * from './RolloutAction';
export * from './rolloutPatches';
