import { Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';

/** Entity refs of whom the catalog says that they own an entity. */
export function ownersOf({ relations = [] }: Entity): string[] {
  return relations
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}
