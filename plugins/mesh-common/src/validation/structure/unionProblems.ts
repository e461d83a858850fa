import { isRecord, own } from './isRecord';
import { propertiesOf, Resolve, StructuralSchema } from './StructuralSchema';
import { valueProblems } from './valueProblems';

// The union of an integer or a text is what the type has checked already.
const isIntOrString = (schema: StructuralSchema) =>
  schema['x-kubernetes-int-or-string'] === true;

// One alternative that none of the others is set: the idiom for an optional union.
const isAtMostOne = (oneOf: readonly StructuralSchema[] | undefined) =>
  oneOf?.some(({ not }) => not !== undefined) ?? false;

/** What `allOf`, `anyOf`, `oneOf` and `not` say of a value. They judge values only: fields are those of the schema around them. */
export function unionProblems(
  value: unknown,
  schema: StructuralSchema,
  resolve: Resolve,
): string[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const fits = (alternative: StructuralSchema) =>
    fitsAlternative(value, alternative, resolve);
  const fitting = oneOf?.filter(fits).length ?? 1;
  return [
    ...(allOf.every(fits)
      ? []
      : ['It does not keep every rule that goes for it.']),
    ...(anyOf === undefined || anyOf.some(fits) || isIntOrString(schema)
      ? []
      : [`It fits no alternative${namesOf(anyOf)}.`]),
    ...(fitting === 1
      ? []
      : [
          fitting === 0 && !isAtMostOne(oneOf)
            ? `It fits no alternative${namesOf(oneOf)}.`
            : `Only one can be set${namesOf(oneOf)}.`,
        ]),
    ...(not !== undefined && fits(not)
      ? [`It must not be set like this${namesOf([not])}.`]
      : []),
  ];
}

function fitsAlternative(
  value: unknown,
  alternative: StructuralSchema,
  resolve: Resolve,
): boolean {
  const schema = resolve(alternative);
  const { required = [], items } = schema;
  return (
    valueProblems(value, schema).length === 0 &&
    unionProblems(value, schema, resolve).length === 0 &&
    (!isRecord(value) ||
      (required.every(key => Object.hasOwn(value, key)) &&
        propertiesOf(schema).every(
          ([key, child]) =>
            !Object.hasOwn(value, key) ||
            fitsAlternative(own(value, key), child, resolve),
        ))) &&
    (!Array.isArray(value) ||
      items === undefined ||
      value.every(item => fitsAlternative(item, items, resolve)))
  );
}

function namesOf(alternatives: readonly StructuralSchema[] = []): string {
  const names = new Set(
    alternatives.flatMap(({ required = [], not }) => [
      ...required,
      ...(not?.anyOf ?? []).flatMap(other => other.required ?? []),
    ]),
  );
  return names.size > 0 ? `: ${[...names].join(', ')}` : '';
}
