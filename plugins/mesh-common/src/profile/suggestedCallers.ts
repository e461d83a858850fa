import { CallerSource, TargetStatus } from '../status/TargetStatus';
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
      callers.push({ namespace, serviceAccount, entityRef, source });
    }
  }
  return { callers, notes };
}

/** What was seen says more than what was declared; a rule that is there already was put there by somebody. */
function sourceOf(sources: readonly CallerSource[]): ProfileCaller['source'] {
  if (sources.includes('observed')) {
    return 'observed';
  }
  return sources.includes('catalog') ? 'catalog' : 'manual';
}
