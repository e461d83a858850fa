import { everyNamespace, exportedTo } from './exportedTo';
import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { fullName, namespaceOf, ServiceEntry } from './objects';

/**
 * ServiceEntries that some caller sees both give a port of a host different protocols.
 *
 * Source: istio pkg/config/analysis/analyzers/serviceentry/conflictingserviceentries.go.
 */
export const serviceEntryProtocolConflict: MeshRule = view => {
  const claims = view.listAll<ServiceEntry>('ServiceEntry').flatMap(entry =>
    exportedTo(entry.spec?.exportTo, namespaceOf(entry)).flatMap(scope =>
      (entry.spec?.hosts ?? []).flatMap(host =>
        (entry.spec?.ports ?? []).map(({ number, protocol = '' }) => ({
          entry,
          scope,
          host,
          number,
          protocol: protocol.toUpperCase(),
        })),
      ),
    ),
  );
  const key = (scope: string, host: string, number = 0) =>
    `${scope} ${host} ${number}`;
  const byKey = groupBy(claims, c => key(c.scope, c.host, c.number));
  const reported = new Set<ServiceEntry>();
  return [...byKey.values()].flatMap(same => {
    const { scope, host, number } = same[0];
    const all =
      scope === everyNamespace
        ? same
        : [...same, ...(byKey.get(key(everyNamespace, host, number)) ?? [])];
    const protocols = [...new Set(all.map(({ protocol }) => protocol))].sort();
    if (protocols.length < 2) {
      return [];
    }
    const names = [...new Set(all.map(({ entry }) => fullName(entry)))].sort();
    return all
      .filter(({ entry }) => !reported.has(entry) && reported.add(entry))
      .map(({ entry }) => ({
        severity: 'warning' as const,
        object: about(entry, 'spec.ports'),
        message: `${names.join(' and ')} give port ${number} of ${host} the protocols ${protocols.join(' and ')}. Which one counts is not defined.`,
        action: 'Use one protocol in all of them.',
      }));
  });
};
