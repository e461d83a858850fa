import { createHash } from 'node:crypto';

const children = schema => [
  ...Object.values(schema.properties ?? {}),
  ...[schema.items, schema.additionalProperties].filter(
    child => typeof child === 'object',
  ),
];

/** Every subtree that is worth a name of its own and is there more than once, as references to $defs. */
export function shareSubtrees(versions) {
  const seen = new Map();
  const key = schema =>
    createHash('sha256').update(JSON.stringify(schema)).digest('hex');
  const count = schema => {
    const text = JSON.stringify(schema);
    const id = key(schema);
    seen.set(id, { times: (seen.get(id)?.times ?? 0) + 1, size: text.length });
    if (seen.get(id).times === 1) {
      children(schema).forEach(count);
    }
  };
  Object.values(versions).forEach(count);
  const names = new Map();
  const $defs = {};
  const refer = schema => {
    const id = key(schema);
    const { times, size } = seen.get(id);
    if (times < 2 || size < 80) {
      return inner(schema);
    }
    if (!names.has(id)) {
      const name = `d${names.size + 1}`;
      names.set(id, name);
      $defs[name] = inner(schema);
    }
    return { $ref: names.get(id) };
  };
  const inner = schema => ({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, child]) => [
          name,
          refer(child),
        ]),
      ),
    }),
    ...(schema.items && { items: refer(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: refer(schema.additionalProperties),
    }),
  });
  const shared = Object.fromEntries(
    Object.entries(versions).map(([version, schema]) => [
      version,
      refer(schema),
    ]),
  );
  return { versions: shared, $defs };
}
