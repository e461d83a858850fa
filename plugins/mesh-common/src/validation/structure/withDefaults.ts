import { isRecord, own } from './isRecord';
import { propertiesOf, Resolve, StructuralSchema } from './StructuralSchema';

/**
 * A value as the API server has it once defaults are in place, which is before it validates. A null that may not be one gives
 * way to a default.
 *
 * Source: kubernetes apiextensions-apiserver pkg/apiserver/schema/defaulting/{algorithm,prune}.go.
 */
export function withDefaults(
  value: unknown,
  reference: StructuralSchema,
  resolve: Resolve,
): unknown {
  const schema = resolve(reference);
  if (Array.isArray(value)) {
    const { items } = schema;
    return items
      ? value.map(item => withDefaults(item, items, resolve))
      : value;
  }
  if (!isRecord(value)) {
    return value;
  }
  const { properties = {}, additionalProperties } = schema;
  const given = Object.entries(value).map(([key, member]) => {
    const child = own(properties, key);
    if (child) {
      return [key, withDefaults(orDefault(member, child), child, resolve)];
    }
    return typeof additionalProperties === 'object'
      ? [key, withDefaults(member, additionalProperties, resolve)]
      : [key, member];
  });
  const missing = propertiesOf(schema)
    .filter(([key]) => !Object.hasOwn(value, key))
    .map(([key, child]) => ({ key, child, preset: resolve(child).default }))
    .filter(({ preset }) => preset !== undefined)
    .map(({ key, child, preset }) => [
      key,
      withDefaults(preset, child, resolve),
    ]);
  return Object.fromEntries([...given, ...missing]);

  function orDefault(member: unknown, child: StructuralSchema): unknown {
    const { nullable, default: preset } = resolve(child);
    return member === null && !nullable && preset !== undefined
      ? preset
      : member;
  }
}
