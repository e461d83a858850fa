import { ViewGap } from '@onmesh/plugin-mesh-common';

/** What is known of the objects of a kind. */
export type KindState =
  /** Not read yet; the reason says why not, where there is one. */
  | { type: 'starting'; reason?: string }
  /** Read and followed. */
  | { type: 'current' }
  /** Read, and out of touch since then. */
  | { type: 'stale'; since: Date; reason: string }
  /** Not readable, or not there at all. */
  | { type: 'gap'; gap: ViewGap };

/** Whether there are objects to show, of whatever age. */
export function isRead({ type }: KindState): boolean {
  return type === 'current' || type === 'stale';
}

/**
 * What is known once the server cannot be reached. A gap stays one: that a kind is missing or forbidden is the last that
 * was known.
 *
 * @param lastHeard - when something last came, unless what is known is older
 */
export function outOfTouch(
  state: KindState,
  { reason, lastHeard }: { reason: string; lastHeard: Date },
): KindState {
  switch (state.type) {
    case 'starting':
      return { type: 'starting', reason };
    case 'gap':
      return state;
    default: {
      const since = state.type === 'stale' ? state.since : lastHeard;
      return { type: 'stale', since, reason };
    }
  }
}
