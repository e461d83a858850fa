import { ObservedTraffic } from '../status/ObservedTraffic';
import { knownCallers } from '../status/knownCallers';
import { Caller, TargetStatus } from '../status/TargetStatus';
import { Profile, ProfileCaller, profileSchema } from './Profile';

/**
 * A profile to start from: what is known about a target, written as a wish. Every caller says where it was found, and
 * `notes` say what was left out and why, so that nobody has to trust the suggestion.
 */
export function suggestProfile(options: {
  status: TargetStatus;
  observed?: ObservedTraffic;
  catalogCallers: readonly Caller[];
}): { profile: Profile; notes: string[] } {
  const { observed, catalogCallers } = options;
  const known = knownCallers({ observed, catalogCallers });
  const notes: string[] = [];
  const callers = known.flatMap(({ caller, sources }): ProfileCaller[] => {
    if (caller.namespace === undefined || caller.serviceAccount === undefined) {
      notes.push(
        `${caller.label} is a caller, but its service account is not known, so no rule can name it. Find out who it is before access is closed.`,
      );
      return [];
    }
    return [
      {
        namespace: caller.namespace,
        serviceAccount: caller.serviceAccount,
        entityRef: caller.entityRef,
        source: sources.includes('observed') ? 'observed' : 'catalog',
      },
    ];
  });
  const plaintext = known.filter(entry => entry.plaintext);
  if (plaintext.length > 0) {
    notes.push(
      `${plaintext.map(({ caller }) => caller.label).join(', ')} call${plaintext.length === 1 ? 's' : ''} in plaintext, so mTLS is suggested as permissive. Choose strict once they are on the mesh, or except the port that they use.`,
    );
  }
  if (observed === undefined) {
    notes.push(
      'No metrics were available, so callers come from the catalog only. Someone who calls without being declared there would be denied.',
    );
  } else if (observed.callers.length === 0) {
    notes.push(`No traffic was seen in the last ${observed.window}.`);
  }
  const { data, error } = profileSchema.safeParse({
    apiVersion: 'onmesh.io/v1',
    mesh: 'istio-sidecar',
    mtls: { mode: plaintext.length > 0 ? 'permissive' : 'strict' },
    access: 'closed',
    callers,
  });
  if (!data) {
    throw new Error(
      `The suggested profile for ${options.status.target.workload} is not valid: ${error.message}`,
    );
  }
  return { profile: data, notes };
}
