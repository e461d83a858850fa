import { AllowedCaller } from '../manifests/authorizationPolicy';
import { Profile } from '../profile/Profile';

/** Whether what a caller may do can only be judged by reading its requests, which ztunnel does not. */
export function isAboutRequests({
  methods,
  paths,
  endUser,
}: AllowedCaller): boolean {
  return methods !== undefined || paths !== undefined || endUser !== undefined;
}

/**
 * Whether a profile asks for what ztunnel cannot do: it carries connections, and neither reads nor routes the requests in
 * them.
 */
export function needsWaypoint(profile: Profile): boolean {
  const { access, callers, traffic, canary, endUsers, tracing } = profile;
  return (
    (access === 'closed' && callers.some(isAboutRequests)) ||
    traffic !== undefined ||
    canary !== undefined ||
    endUsers !== undefined ||
    tracing !== undefined
  );
}
