import { celRules } from '../cel/celRules';
import { Problem } from '../Problem';
import { duplicateItems } from './duplicateItems';
import { isRecord, own } from './isRecord';
import { unionProblems } from './unionProblems';
import { Resolve, StructuralSchema } from './StructuralSchema';
import { valueProblems } from './valueProblems';

/**
 * What the API server says of a value with its schema, unknown fields included, as with strict field validation.
 *
 * Written by hand, and not handed to a JSON Schema validator: unknown fields, list-map keys, nullable, int-or-string and CEL
 * rules are not JSON Schema, so little would be left for it to do, and what people get to read names the field to change.
 *
 * @param value - with defaults
 *
 * Source: kubernetes apiextensions-apiserver pkg/apiserver/{validation,schema/listtype,schema/pruning,schema/cel}.
 */
export function structuralProblems(
  value: unknown,
  reference: StructuralSchema,
  resolve: Resolve,
  path: string,
): Problem[] {
  const schema = resolve(reference);
  const schemaProblems = [
    ...valueProblems(value, schema),
    ...unionProblems(value, schema, resolve),
  ].map(message => problem(path, message));
  if (value === null) {
    return schemaProblems;
  }
  const inside = [
    ...memberProblems(value, schema, resolve, path),
    ...itemProblems(value, schema, resolve, path),
  ];
  const structural = [...schemaProblems, ...inside];
  // A rule may rely on the types of what it reads.
  return structural.some(({ source }) => source === 'schema')
    ? structural
    : [...structural, ...celProblems(value, schema, path)];
}

function problem(path: string, message: string): Problem {
  return { severity: 'error', path, message, source: 'schema' };
}

/** What every object has at its root, whatever its schema says, and what is judged for all kinds alike. */
const ROOT = ['apiVersion', 'kind', 'metadata'];

function memberProblems(
  value: unknown,
  schema: StructuralSchema,
  resolve: Resolve,
  path: string,
): Problem[] {
  if (!isRecord(value)) {
    return [];
  }
  const { properties = {}, additionalProperties, required = [] } = schema;
  const isOpen =
    additionalProperties === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.type === undefined;
  const at = (key: string) => memberPath(path, key);
  return [
    ...required
      .filter(key => !Object.hasOwn(value, key))
      .map(key => problem(at(key), 'It is required.')),
    ...Object.entries(value).flatMap(([key, member]) => {
      if (path === '' && ROOT.includes(key)) {
        return [];
      }
      const child =
        own(properties, key) ??
        (typeof additionalProperties === 'object'
          ? additionalProperties
          : undefined);
      if (child) {
        return structuralProblems(member, child, resolve, at(key));
      }
      return isOpen
        ? []
        : [problem(at(key), unknownField(key, Object.keys(properties)))];
    }),
  ];
}

/** A path with a member at its end; names that hold dots or slashes go in brackets. */
export function memberPath(path: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) {
    return `${path}[${key}]`;
  }
  return path === '' ? key : `${path}.${key}`;
}

function unknownField(key: string, known: readonly string[]): string {
  const lower = key.toLowerCase().replace(/[-_]/g, '');
  const near = known.find(name => name.toLowerCase() === lower);
  return near
    ? `There is no field ${key}; did you mean ${near}?`
    : `There is no field ${key}.`;
}

function itemProblems(
  value: unknown,
  schema: StructuralSchema,
  resolve: Resolve,
  path: string,
): Problem[] {
  if (!Array.isArray(value)) {
    return [];
  }
  const { items } = schema;
  return [
    ...duplicateItems(value, schema).map(index =>
      problem(`${path}[${index}]`, 'It is in the list already.'),
    ),
    ...value.flatMap((item, index) =>
      items
        ? structuralProblems(item, items, resolve, `${path}[${index}]`)
        : [],
    ),
  ];
}

function celProblems(
  value: unknown,
  schema: StructuralSchema,
  path: string,
): Problem[] {
  return (schema['x-kubernetes-validations'] ?? [])
    .filter(({ rule }) => !(celRules.get(rule)?.(value) ?? true))
    .map(({ rule, message = rule }) => ({
      severity: 'error',
      path,
      message,
      source: 'cel',
    }));
}
