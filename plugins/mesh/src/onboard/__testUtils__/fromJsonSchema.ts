import fc from 'fast-check';

/** As much of JSON Schema as that of profiles uses. */
export interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
}

/** Arbitraries for fields, by their names, of which the schema says less than what they have to be. */
type Special = Record<string, fc.Arbitrary<unknown>>;

/** Values that a JSON Schema takes. */
export function fromJsonSchema(
  schema: JsonSchema,
  special: Special,
): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) {
    return fc.constant(schema.const);
  }
  if (schema.enum) {
    return fc.constantFrom(...schema.enum);
  }
  if (schema.anyOf) {
    return fc.oneof(
      ...schema.anyOf.map(inner => fromJsonSchema(inner, special)),
    );
  }
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case 'number':
      return hundredths(schema);
    case 'string':
      return schema.pattern === undefined
        ? fc.string()
        : matching(schema.pattern);
    case 'array':
      return fc.array(fromJsonSchema(schema.items ?? {}, special), {
        minLength: schema.minItems,
        maxLength: 3,
      });
    default:
      return schema.properties
        ? record(schema.properties, schema.required ?? [], special)
        : dictionary(schema, special);
  }
}

function hundredths({ minimum = -1e6, maximum = 1e6 }: JsonSchema) {
  return fc
    .integer({
      min: Math.max(minimum, -1e6) * 100,
      max: Math.min(maximum, 1e6) * 100,
    })
    .map(n => n / 100);
}

function record(
  properties: Record<string, JsonSchema>,
  requiredKeys: string[],
  special: Special,
) {
  const fields: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [
      name,
      special[name] ?? fromJsonSchema(inner, special),
    ]),
  );
  const sparse = Object.fromEntries(
    requiredKeys.map(name => [name, fields[name]]),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(fields, { requiredKeys }) },
    // With many fields, none of the optional ones would hardly ever be drawn.
    { weight: 1, arbitrary: fc.record(sparse) },
  );
}

function dictionary(
  { propertyNames, additionalProperties }: JsonSchema,
  special: Special,
) {
  return fc.dictionary(
    matching(propertyNames?.pattern ?? ''),
    fromJsonSchema(Object(additionalProperties), special),
    { maxKeys: 3 },
  );
}

function matching(pattern: string) {
  return fc.stringMatching(new RegExp(pattern), { size: '-1' });
}
