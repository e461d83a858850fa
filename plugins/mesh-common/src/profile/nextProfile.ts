import { TargetStatus } from '../status/TargetStatus';
import { Profile, ProfileCaller } from './Profile';
import { suggestedCallers } from './suggestedCallers';

/**
 * The profile to change from when a target has one already: a profile is whole, so one that was begun anew would take away
 * what it leaves out. Callers that came up since are added, for people to see and decide.
 */
export function nextProfile(options: {
  status: TargetStatus;
  /** What was carried out last. */
  current: Profile;
}): { profile: Profile; notes: string[] } {
  const { status, current } = options;
  if (current.access === 'open') {
    return {
      profile: current,
      notes: ['This is the profile that was carried out last.'],
    };
  }
  const { callers, notes } = suggestedCallers(status);
  const added = callers.filter(
    ({ source, ...caller }) =>
      source !== 'manual' && !current.callers.some(one => covers(one, caller)),
  );
  return {
    profile: { ...current, callers: [...current.callers, ...added] },
    notes: [
      'This is the profile that was carried out last.',
      ...added.map(
        ({ namespace, serviceAccount, source }) =>
          `${namespace}/${serviceAccount} ${source === 'observed' ? 'was seen calling' : 'is declared in the catalog'} and is not in that profile, so it is added here. Take it out if it is not to call.`,
      ),
      ...notes,
    ],
  };
}

/** Whether an entry speaks of an account, alone or with its whole namespace. */
function covers(
  entry: ProfileCaller,
  {
    namespace,
    serviceAccount,
  }: Pick<ProfileCaller, 'namespace' | 'serviceAccount'>,
): boolean {
  return (
    entry.namespace === namespace &&
    (entry.serviceAccount === undefined ||
      entry.serviceAccount === serviceAccount)
  );
}
