import { hasFormat } from './formats';
import { isRecord } from './isRecord';
import { StructuralSchema } from './StructuralSchema';

/** What is wrong with a value by itself, whatever is in it: its type, its size, its characters. */
export function valueProblems(
  value: unknown,
  schema: StructuralSchema,
): string[] {
  return (
    typeProblems(value, schema) ?? [
      ...enumProblems(value, schema),
      ...textProblems(value, schema),
      ...numberProblems(value, schema),
      ...sizeProblems(value, schema),
    ]
  );
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isRecord,
  array: Array.isArray,
  string: value => typeof value === 'string',
  boolean: value => typeof value === 'boolean',
  number: value => typeof value === 'number',
  integer: Number.isInteger,
};

/** Undefined when the type is right, so that the rest is worth a look. */
export function typeProblems(
  value: unknown,
  schema: StructuralSchema,
): string[] | undefined {
  if (value === null) {
    return schema.nullable ? [] : ['It must not be null.'];
  }
  if (schema['x-kubernetes-int-or-string']) {
    return Number.isInteger(value) || typeof value === 'string'
      ? undefined
      : ['It must be a whole number or a text.'];
  }
  const { type } = schema;
  return type === undefined || TYPES[type](value)
    ? undefined
    : [`It must be of type ${type}, and is ${describeType(value)}.`];
}

function describeType(value: unknown): string {
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'number' && !Number.isInteger(value)
    ? `the number ${value}`
    : `of type ${typeof value}`;
}

function enumProblems(value: unknown, { enum: known }: StructuralSchema) {
  return known === undefined || known.includes(value)
    ? []
    : [`${JSON.stringify(value)} is none of ${known.join(', ')}.`];
}

function textProblems(value: unknown, schema: StructuralSchema): string[] {
  const { pattern, format, minLength = 0, maxLength = Infinity } = schema;
  if (typeof value !== 'string') {
    return [];
  }
  const length = [...value].length;
  return [
    ...(length < minLength
      ? [
          minLength === 1
            ? 'It must not be empty.'
            : `It must have at least ${minLength} characters.`,
        ]
      : []),
    ...(length > maxLength
      ? [`It must have at most ${maxLength} characters, and has ${length}.`]
      : []),
    ...(pattern !== undefined && !new RegExp(pattern).test(value)
      ? [`${JSON.stringify(value)} does not match ${pattern}.`]
      : []),
    ...(format !== undefined && !hasFormat(value, format)
      ? [`${JSON.stringify(value)} is no ${format}.`]
      : []),
  ];
}

function numberProblems(value: unknown, schema: StructuralSchema): string[] {
  const { minimum = -Infinity, maximum = Infinity, format } = schema;
  if (typeof value !== 'number') {
    return [];
  }
  return [
    ...(value < minimum
      ? [`It must be ${minimum} or more, and is ${value}.`]
      : []),
    ...(value > maximum
      ? [`It must be ${maximum} or less, and is ${value}.`]
      : []),
    ...(format !== undefined && !hasFormat(value, format)
      ? [`${value} is no ${format}.`]
      : []),
  ];
}

function sizeProblems(value: unknown, schema: StructuralSchema): string[] {
  const counted = Array.isArray(value)
    ? {
        size: value.length,
        min: schema.minItems ?? 0,
        max: schema.maxItems ?? Infinity,
        what: 'items',
      }
    : {
        size: isRecord(value) ? Object.keys(value).length : 0,
        min: (isRecord(value) && schema.minProperties) || 0,
        max: schema.maxProperties ?? Infinity,
        what: 'members',
      };
  const { size, min, max, what } = counted;
  return [
    ...(size < min
      ? [`It must have at least ${min} ${what}, and has ${size}.`]
      : []),
    ...(size > max
      ? [`It must have at most ${max} ${what}, and has ${size}.`]
      : []),
  ];
}
