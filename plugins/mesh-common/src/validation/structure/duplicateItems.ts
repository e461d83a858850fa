import { isRecord } from './isRecord';
import { StructuralSchema } from './StructuralSchema';

/** Indexes of the items of a list that is a set or a map and that are there a second time. */
export function duplicateItems(
  items: readonly unknown[],
  schema: StructuralSchema,
): number[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return repeated(items.map(item => JSON.stringify(item)));
    case 'map':
      return repeated(
        items.map(item =>
          JSON.stringify(
            keys?.map(key => (isRecord(item) ? item[key] : undefined)),
          ),
        ),
      );
    default:
      return [];
  }
}

function repeated(names: readonly string[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const again = seen.has(name);
    seen.add(name);
    return again ? [index] : [];
  });
}
