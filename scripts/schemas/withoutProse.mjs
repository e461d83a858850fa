/** What only people read, or what no check asks for. */
const PROSE = new Set([
  'description',
  'example',
  'externalDocs',
  'title',
  'x-kubernetes-map-type',
]);

/** A schema without prose. The names of properties are no keywords, so they stay whatever they are. */
export function withoutProse(schema) {
  if (Array.isArray(schema)) {
    return schema.map(withoutProse);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !PROSE.has(keyword))
      .map(([keyword, value]) => {
        switch (keyword) {
          case 'properties':
            return [
              keyword,
              Object.fromEntries(
                Object.entries(value).map(([name, s]) => [
                  name,
                  withoutProse(s),
                ]),
              ),
            ];
          case 'default':
          case 'enum':
            return [keyword, value];
          case 'x-kubernetes-validations':
            return [
              keyword,
              value.map(({ rule, message }) => ({ rule, message })),
            ];
          default:
            return [keyword, withoutProse(value)];
        }
      }),
  );
}
