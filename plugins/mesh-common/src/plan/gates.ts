import { TargetStatus } from '../status/TargetStatus';
import { GateId } from './Plan';

/** One gate, read over the observed state. */
export interface GateResult {
  id: GateId;
  /** `waiting` can become `met` by itself; `failed` needs a person. */
  state: 'met' | 'waiting' | 'failed';
  reason: string;
}
