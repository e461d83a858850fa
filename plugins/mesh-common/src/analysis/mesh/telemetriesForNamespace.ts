import { groupBy } from '../../groupBy';
import { about, MeshRule } from './MeshRule';
import { namespaceOf, Telemetry } from './objects';

/**
 * A namespace has several Telemetries for all its pods. They are not merged.
 *
 * Source: istio pkg/config/analysis/analyzers/telemetry/default_selector.go.
 */
export const telemetriesForNamespace: MeshRule = view => {
  const general = view
    .listAll<Telemetry>('Telemetry')
    .filter(
      ({ spec }) => !spec?.selector && !spec?.targetRef && !spec?.targetRefs,
    );
  return [...groupBy(general, namespaceOf)]
    .filter(([, same]) => same.length > 1)
    .flatMap(([namespace, same]) =>
      same.map(object => ({
        severity: 'error' as const,
        object: about(object),
        message: `Namespace ${namespace} has ${same.length} Telemetries without a selector: ${same
          .map(({ metadata }) => metadata.name)
          .sort()
          .join(', ')}. Only the oldest is in force.`,
        action: 'Merge them into one, or give the others a selector.',
      })),
    );
};
