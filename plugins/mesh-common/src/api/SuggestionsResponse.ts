import { Profile } from '../profile/Profile';
import { Target } from '../status/Target';

/** `POST /suggestions` */
export interface SuggestionsRequest {
  entityRef: string;
  target: Target;
}
export interface SuggestionsResponse {
  profile: Profile;
  /** Why each part is suggested, for people. */
  notes: string[];
}
