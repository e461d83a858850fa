import { Profile } from '../../profile/Profile';
import { ObservedTraffic } from '../../status/ObservedTraffic';
import { TargetStatus } from '../../status/TargetStatus';
import { GateId } from '../Plan';

/** One gate, read over the observed state. */
export interface GateResult {
  id: GateId;
  /** `waiting` can become `met` by itself; `failed` needs a person. */
  state: 'met' | 'waiting' | 'failed';
  /**
   * It waits for something that is not known, and that may never be: a cluster without metrics, a service that nobody
   * calls for days. Somebody who may approve the request can accept that.
   */
  unknown?: true;
  reason: string;
}

/** What gates hold the status against. */
export interface GateContext {
  profile: Profile;
  /** Traffic as it was before the stage, for gates that compare. */
  before?: ObservedTraffic;
}

/** What a gate says, without its name. */
export type GateReading = Omit<GateResult, 'id'>;

/** Reads one gate over a status. */
export type Gate = (status: TargetStatus, context: GateContext) => GateReading;

export const met = (reason: string): GateReading => ({ state: 'met', reason });

export const waiting = (reason: string): GateReading => ({
  state: 'waiting',
  reason,
});

export const failed = (reason: string): GateReading => ({
  state: 'failed',
  reason,
});

/** It waits for what is not known, see {@link GateResult.unknown}. */
export const unknown = (reason: string): GateReading => ({
  ...waiting(reason),
  unknown: true,
});

export const NO_METRICS = unknown(
  'No metrics could be read, so it is not known what callers do.',
);
