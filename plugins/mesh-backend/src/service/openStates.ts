import { RequestState, isFinal, transitions } from '@onmesh/plugin-mesh-common';

/** States of requests that are not finished. */
export const openStates = (Object.keys(transitions) as RequestState[]).filter(
  state => !isFinal(state),
);
