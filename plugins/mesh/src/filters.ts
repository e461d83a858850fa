import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';

const annotations = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
  'backstage.io/kubernetes-namespace',
] as const;

/** Components that say where they run, in the words of the Kubernetes plugin. A predicate, so that operators can replace it. */
export const meshEntityPredicate: FilterPredicate = {
  $all: [
    { kind: 'component' },
    {
      $any: [
        {
          'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
        },
        {
          'metadata.annotations.backstage.io/kubernetes-label-selector': {
            $exists: true,
          },
        },
        {
          'metadata.annotations.backstage.io/kubernetes-namespace': {
            $exists: true,
          },
        },
      ],
    },
  ],
};

/** The same as a function, for the legacy frontend system. */
export function isMeshAvailable(entity: Entity): boolean {
  const present = entity.metadata.annotations ?? {};
  return (
    entity.kind.toLowerCase() === 'component' &&
    annotations.some(name => present[name] !== undefined)
  );
}
