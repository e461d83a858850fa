import { Profile } from '../profile/Profile';
import { Caller, PortMtls, Verdict } from '../status/TargetStatus';
import { Finding } from '../status/Finding';
import { Target } from '../status/Target';

/**
 * The steps onto the mesh, in order; `leave` is the way back. `deliver` and `leave` can take several stages each, so a
 * stage is identified by its place in the plan. Only ambient has waypoints; `egress` and `ingress` are there for who has them.
 */
export const stageIds = [
  'egress',
  'join',
  'waypoint',
  'authorize-dry-run',
  'encrypt',
  'authorize',
  'ingress',
  'deliver',
  'leave',
] as const;
export type StageId = (typeof stageIds)[number];

/** One file of the GitOps repository as a stage changes it. */
export interface PlanFile {
  path: string;
  /** Content before the stage; null when the file is new. */
  before: string | null;
  /** Content after the stage; null when the file goes away. */
  after: string | null;
}

/** Names of the checks over the observed state, see `gates.ts`. */
export type GateId =
  | 'every-pod-has-a-ready-proxy'
  | 'no-pod-has-a-proxy'
  | 'waypoint-is-ready'
  | 'traffic-is-observed'
  | 'no-known-caller-would-be-denied'
  | 'no-plaintext-caller'
  | 'mtls-is-in-effect'
  | 'policies-are-in-effect'
  | 'no-new-denials'
  | 'delivery-is-healthy'
  | 'new-version-is-ready'
  | 'new-version-is-healthy';

/** What a stage does to one caller. */
export interface CallerEffect {
  caller: Caller;
  before: Verdict;
  after: Verdict;
  reason: string;
}

/** A port that proxies take for another protocol than before. */
export interface ProtocolEffect {
  port: number;
  before: PortMtls['protocol'];
  after: PortMtls['protocol'];
}

/** What a stage does, computed by the core that also shows status. */
export interface StageEffects {
  /** Known callers, those that change first. */
  callers: CallerEffect[];
  /** Findings that are there after the stage and were not before. */
  appearing: Finding[];
  /** Findings that the stage resolves. */
  resolved: Finding[];
  /** Absent when none changes. */
  protocols?: ProtocolEffect[];
  /** The stage changes the pod template, so pods are replaced one by one. */
  restarts: boolean;
}

/** One pull request and what must hold after it. */
export interface PlanStage {
  id: StageId;
  title: string;
  /** Why this stage exists, for a reviewer. */
  why: string;
  files: PlanFile[];
  /** Must hold, once merged, before the next stage is proposed. */
  gates: GateId[];
  effects: StageEffects;
  /** What others than the workload's team have to set for the stage to last; absent when nothing. */
  hints?: StageHint[];
}

/** Something to set outside the files of a stage. */
export interface StageHint {
  /** Who needs it and why, a sentence. */
  text: string;
  yaml: string;
}

export type Risk = 'low' | 'medium' | 'high';

/** What it takes to get from what is there now to a profile. */
export interface Plan {
  target: Target;
  profile: Profile;
  /** Only stages that change something; an empty list means that the repository already says so. */
  stages: PlanStage[];
  risk: Risk;
  /** Why the risk is what it is, each a sentence. */
  riskReasons: string[];
}
