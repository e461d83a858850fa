import Ajv, { ErrorObject, ValidateFunction } from 'ajv';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const vectors = process.env.ONMESH_VECTORS;
const folder =
  process.env.ONMESH_SCHEMAS ?? (vectors && resolve(vectors, '../schemas'));

/** Whether the schemas of the custom resources are on this machine; tests that need them skip themselves otherwise. */
export const schemasAreThere = folder !== undefined && existsSync(folder);

if (process.env.ONMESH_SCHEMAS !== undefined && !schemasAreThere) {
  throw new Error(
    `ONMESH_SCHEMAS names ${folder}, which does not exist. Point it at the folder of the schemas.`,
  );
}

const ajv = new Ajv({
  strict: false,
  allErrors: true,
  unicodeRegExp: false,
  validateFormats: false,
  logger: false,
});
const validators = new Map<string, ValidateFunction>();

/** What an API server with strict field validation would say against a custom resource. */
export function crdErrors(object: {
  apiVersion: string;
  kind: string;
}): string[] {
  const name = `${object.apiVersion.replace('/', '_')}_${object.kind}.json`;
  const validate = validators.get(name) ?? load(name);
  validators.set(name, validate);
  return validate(object) ? [] : (validate.errors ?? []).map(describeError);
}

function load(name: string): ValidateFunction {
  const path = readdirSync(folder ?? '')
    .map(source => resolve(folder ?? '', source, name))
    .find(existsSync);
  if (path === undefined) {
    throw new Error(`There is no schema ${name} in ${folder}.`);
  }
  const schema: Schema = JSON.parse(readFileSync(path, 'utf8'));
  const root = closed(schema);
  return ajv.compile({
    ...root,
    properties: {
      ...root.properties,
      // Every object has these, and most schemas do not describe them.
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
    },
  });
}

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  [keyword: string]: unknown;
}

/** A schema that refuses fields which it does not name; as it is, it lets them pass to be dropped. */
function closed(schema: Schema): Schema {
  const { properties, items, additionalProperties: more } = schema;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  return {
    ...schema,
    ...(intOrString && { anyOf: [{ type: 'integer' }, { type: 'string' }] }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, closed(value)]),
      ),
    }),
    ...(items && { items: closed(items) }),
    ...(typeof more === 'object' && { additionalProperties: closed(more) }),
    ...(properties &&
      more === undefined &&
      schema['x-kubernetes-preserve-unknown-fields'] !== true && {
        additionalProperties: false,
      }),
  };
}

function describeError({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}
