import { RequestState } from '@onmesh/plugin-mesh-common';

/**
 * What the worker has to do with a request that has just come into a state. The job follows from the state, so no caller
 * can forget it:
 *
 * - `now`: look at it.
 * - `after-lease`: look at it once nobody works on it any more, to close what a step that was cut off may have opened.
 * - `none`: nothing until a person acts.
 */
export function jobAfter(
  from: RequestState,
  to: RequestState,
): 'now' | 'after-lease' | 'none' {
  switch (to) {
    case 'queued':
    case 'proposed':
    case 'verifying':
      return 'now';
    case 'withdrawn':
      return from === 'submitted' ? 'none' : 'after-lease';
    default:
      return 'none';
  }
}
