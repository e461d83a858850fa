import { KindWatch } from './KindWatch';

/** Why kinds cannot be read, in words. What has one cause is said once. A kind that is not installed is no problem. */
export function kindProblems(
  watches: readonly Pick<KindWatch, 'kind' | 'state'>[],
): string[] {
  const installed = watches.filter(
    ({ state }) => state.type !== 'gap' || !state.gap.notInstalled,
  );
  const byReason = new Map<string, { kinds: Set<string>; since: Date[] }>();
  for (const { kind, state } of installed) {
    const reason = reasonOf(state);
    if (reason !== undefined) {
      const same = byReason.get(reason) ?? { kinds: new Set(), since: [] };
      byReason.set(reason, same);
      same.kinds.add(kind.kind);
      same.since.push(...(state.type === 'stale' ? [state.since] : []));
    }
  }
  const all = new Set(installed.map(({ kind }) => kind.kind)).size;
  return [...byReason].map(([reason, { kinds, since }]) => {
    const what = kinds.size === all ? 'The cluster' : [...kinds].join(', ');
    const oldest = Math.min(...since.map(Number));
    const age =
      since.length === 0
        ? ''
        : `; what is shown is from ${new Date(oldest).toISOString()}`;
    return `${what} cannot be read: ${reason}${age}`;
  });
}

function reasonOf(state: KindWatch['state']): string | undefined {
  switch (state.type) {
    case 'starting':
      return state.reason ?? 'it has not answered yet';
    case 'stale':
      return state.reason;
    case 'gap':
      return state.gap.reason;
    default:
      return undefined;
  }
}
