import { Plan } from '../plan/Plan';
import { ProfileInput } from '../profile/Profile';
import { Target } from '../status/Target';

/** `POST /plans`: a preview; nothing is stored. */
export interface PlanRequest {
  entityRef: string;
  target: Target;
  profile: ProfileInput;
}
export interface PlanResponse {
  plan: Plan;
  planHash: string;
}
