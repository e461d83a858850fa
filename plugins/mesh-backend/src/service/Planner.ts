import { Plan, Profile } from '@onmesh/plugin-mesh-common';
import { ReadTarget } from './TargetReader';

/** Computes what it takes to get from what is there to a profile. */
export interface Planner {
  /**
   * @throws InputError when no GitOps repository is configured for the target's cluster
   */
  plan(options: {
    read: ReadTarget;
    profile: Profile;
  }): Promise<{ plan: Plan; planHash: string }>;
}
