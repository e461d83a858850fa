import { Evidence } from '../../status/Evidence';
import { WaypointName } from './WaypointGateway';

/** Whether calls to a Service, or to the addresses of pods, go through a waypoint. */
export interface WaypointBinding {
  /**
   * `unbound`: a label names a waypoint that does not serve, so that calls go past it; `unknown`: whether it serves could not
   * be read.
   */
  state: 'none' | 'bound' | 'unbound' | 'unknown';
  /** The waypoint that a label names. */
  waypoint?: WaypointName;
  /** Why a waypoint that is named does not serve. */
  problem?: 'not-found' | 'not-ready' | 'not-allowed' | 'other-traffic';
  /** In a sentence. */
  reason: string;
  /** The label that decides. */
  evidence?: Evidence;
}
