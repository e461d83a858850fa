import { GateId, StageHint, StageId } from './Plan';
import { Files } from './readFolder';

/** A stage before it is known whether it changes anything. */
export interface StageDraft {
  id: StageId;
  title: string;
  /** Why it exists, for a reviewer. */
  why: string;
  hints?: StageHint[];
  /** Must hold after it. */
  gates: GateId[];
  /** Must hold before it, and so join the gates of the stage that precedes it. */
  entryGates?: GateId[];
  /** The files after it. Files that it leaves alone keep their text. */
  change(files: Files): Files;
}
