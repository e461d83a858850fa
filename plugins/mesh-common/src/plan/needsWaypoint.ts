import { AllowedCaller } from '../manifests/authorizationPolicy';
import { Profile } from '../profile/Profile';
import { ProfilePath } from './PlanError';

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
  return waypointReason(profile) !== undefined;
}

/** The first field of a profile that asks for it. */
export function waypointReason(profile: Profile): ProfilePath | undefined {
  const part = (['traffic', 'canary', 'endUsers', 'tracing'] as const).find(
    name => profile[name] !== undefined,
  );
  if (part) {
    return [part];
  }
  const index =
    profile.access === 'closed'
      ? profile.callers.findIndex(isAboutRequests)
      : -1;
  const field = (['methods', 'paths', 'endUser'] as const).find(
    name => profile.callers[index]?.[name] !== undefined,
  );
  return field && ['callers', index, field];
}
