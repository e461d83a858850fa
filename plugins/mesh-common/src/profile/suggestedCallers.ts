import { CallerSource, TargetStatus } from '../status/TargetStatus';
import { caller as callerSchema, mostCallers } from './callerSchema';
import { ProfileCaller } from './Profile';

/**
 * The known callers of a target that a rule can name, each with where it was found, and notes about those that none can.
 * Who comes in from outside the cluster by a Service is none of them.
 */
export function suggestedCallers({ access }: TargetStatus): {
  callers: ProfileCaller[];
  notes: string[];
} {
  const callers: ProfileCaller[] = [];
  const notes: string[] = [];
  for (const { caller, sources } of access.callers) {
    const { label, namespace, serviceAccount, entityRef } = caller;
    if (sources.includes('service')) {
      continue;
    }
    if (namespace === undefined || serviceAccount === undefined) {
      notes.push(
        `${label} is a caller, but its service account is not known, so no rule can name it. Find out who it is before access is closed.`,
      );
    } else {
      const source = sourceOf(sources);
      const named = { namespace, serviceAccount, entityRef, source };
      if (callerSchema.safeParse(named).success) {
        callers.push(named);
      } else {
        notes.push(
          `${label} is a caller, but ${namespace}/${serviceAccount} is no name of a service account, so no rule can name it. Find out who it is before access is closed.`,
        );
      }
    }
  }
  return callers.length > mostCallers
    ? byNamespace(callers, notes)
    : { callers, notes };
}

/** Where there are more than can be listed. */
function byNamespace(
  callers: readonly ProfileCaller[],
  notes: readonly string[],
): { callers: ProfileCaller[]; notes: string[] } {
  const namespaces = [...new Set(callers.map(({ namespace }) => namespace))];
  return {
    callers: namespaces
      .slice(0, mostCallers)
      .map(namespace => ({ namespace, source: 'manual' })),
    notes: [
      ...notes,
      `${callers.length} callers are known, and a profile can list ${mostCallers}, so whole namespaces are suggested in their place${
        namespaces.length > mostCallers
          ? `, of which ${namespaces.length - mostCallers} do not fit either: leave access open, or others are denied`
          : ''
      }.`,
    ],
  };
}

/** What was seen says more than what was declared; a rule that is there already was put there by somebody. */
function sourceOf(sources: readonly CallerSource[]): ProfileCaller['source'] {
  if (sources.includes('observed')) {
    return 'observed';
  }
  return sources.includes('catalog') ? 'catalog' : 'manual';
}
