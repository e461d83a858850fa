/** A JSON Schema, as far as profiles use it. */
export interface FieldSchema {
  type?: string;
  description?: string;
  enum?: string[];
  const?: string;
  default?: unknown;
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  anyOf?: FieldSchema[];
}

/** One field of a profile. */
export interface Field {
  /** `callers[].methods` */
  path: string;
  schema: FieldSchema;
}

/** Every field of a schema, parents before what is in them. */
export function fieldsOf(schema: FieldSchema, path = ''): Field[] {
  const inside = Object.entries(schema.properties ?? {}).flatMap(
    ([name, property]) => {
      const at = path ? `${path}.${name}` : name;
      return [{ path: at, schema: property }, ...fieldsOf(property, at)];
    },
  );
  return [
    ...inside,
    ...(schema.items ? fieldsOf(schema.items, `${path}[]`) : []),
    ...(schema.anyOf ?? []).flatMap(one => fieldsOf(one, path)),
  ];
}

/** The fields as a table in Markdown, a section for each part. */
export function profileReference(schema: FieldSchema): string {
  const fields = fieldsOf(schema);
  return Object.keys(schema.properties ?? {})
    .map(part => {
      const own = fields.filter(
        ({ path }) => /^[^.[]+/.exec(path)?.[0] === part,
      );
      const [whole, ...rest] = own;
      return [
        `### \`${part}\``,
        [
          whole.schema.description,
          ...(whole.schema.enum ? [`One of ${valuesOf(whole.schema)}.`] : []),
        ].join(' '),
        ...(rest.length > 0
          ? [
              [
                '| field | value | meaning |',
                '| --- | --- | --- |',
                ...rest.map(
                  ({ path, schema: of }) =>
                    `| \`${path}\` | ${valuesOf(of)} | ${of.description ?? ''} |`,
                ),
              ].join('\n'),
            ]
          : []),
      ].join('\n\n');
    })
    .join('\n\n');
}

function valuesOf(of: FieldSchema): string {
  const values = of.enum ?? (of.const === undefined ? undefined : [of.const]);
  const kind = values
    ? values.map(value => `\`${value}\``).join(', ')
    : ({
        array: 'a list',
        object: '',
        string: 'text',
        integer: 'a whole number',
        number: 'a number',
        boolean: '`true` or `false`',
      }[of.type ?? ''] ?? 'either of these');
  return of.default === undefined || typeof of.default === 'object'
    ? kind
    : `${kind}; \`${of.default}\` when absent`;
}
