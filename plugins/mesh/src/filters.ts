import { Entity } from '@backstage/catalog-model';

const annotations = [
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
  'backstage.io/kubernetes-namespace',
] as const;

type Annotation = (typeof annotations)[number];

/** One annotation is there, whatever its value. */
type Has = {
  [K in Annotation]: Record<`metadata.annotations.${K}`, { $exists: true }>;
}[Annotation];

/** Components that say where they run, in the words of the Kubernetes plugin. A predicate, so that operators can replace it. */
export const meshEntityPredicate: {
  $all: ({ kind: 'component' } | { $any: Has[] })[];
} = {
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
