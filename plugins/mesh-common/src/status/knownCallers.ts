import { ObservedCaller, ObservedTraffic } from './ObservedTraffic';
import { Caller, CallerConnection, CallerSource } from './TargetStatus';

/** A caller that traffic or the catalog tells about. */
export interface KnownCaller {
  caller: Caller;
  sources: CallerSource[];
  plaintext?: boolean;
  withoutProxy?: true;
  connections?: CallerConnection[];
}

/**
 * Observed and declared callers, one entry an identity. A caller whose identity is unknown stays an entry of its own,
 * because it cannot be taken for any other.
 */
export function knownCallers(options: {
  observed?: ObservedTraffic;
  catalogCallers: readonly Caller[];
  /** Service account of a workload, for callers that the metrics name without one: those that come in plaintext. */
  serviceAccountOf?: (workload: {
    namespace: string;
    workload: string;
  }) => string | undefined;
}): KnownCaller[] {
  const known = new Map<string, KnownCaller>();
  for (const caller of options.catalogCallers) {
    known.set(identityKey(caller), { caller, sources: ['catalog'] });
  }
  for (const seen of options.observed?.callers ?? []) {
    const caller = fromTraffic(seen, options.serviceAccountOf);
    const key = identityKey(caller);
    const entry = known.get(key) ?? { caller, sources: [] };
    if (!entry.sources.includes('observed')) {
      entry.sources.push('observed');
    }
    // One plaintext connection is enough to be cut off by STRICT.
    if (seen.mtls !== undefined) {
      entry.plaintext = entry.plaintext === true || !seen.mtls;
    }
    known.set(key, entry);
  }
  return [...known.values()];
}

function fromTraffic(
  seen: ObservedCaller,
  serviceAccountOf: Parameters<typeof knownCallers>[0]['serviceAccountOf'],
): Caller {
  const { workload, namespace } = seen;
  const serviceAccount =
    seen.serviceAccount ??
    (workload !== undefined && namespace !== undefined
      ? serviceAccountOf?.({ namespace, workload })
      : undefined);
  return {
    label: workload ?? serviceAccount ?? 'an unidentified caller',
    namespace,
    serviceAccount,
  };
}

function identityKey({ namespace, serviceAccount, label }: Caller): string {
  return namespace !== undefined && serviceAccount !== undefined
    ? `${namespace}/${serviceAccount}`
    : `?${namespace ?? ''}/${label}`;
}
