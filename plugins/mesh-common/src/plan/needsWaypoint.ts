import { Profile, ProfileCaller } from '../profile/Profile';

/** Whether what a caller may do can only be judged by reading its requests, which ztunnel does not. */
export function isAboutRequests({ methods, paths }: ProfileCaller): boolean {
  return methods !== undefined || paths !== undefined;
}

/**
 * Whether a profile asks for what ztunnel cannot do: it carries connections, and neither reads nor routes the requests in
 * them.
 */
export function needsWaypoint(profile: Profile): boolean {
  const { access, callers, traffic, canary } = profile;
  return (
    (access === 'closed' && callers.some(isAboutRequests)) ||
    traffic !== undefined ||
    canary !== undefined
  );
}
