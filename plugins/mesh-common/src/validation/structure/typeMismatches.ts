import { Problem } from '../Problem';
import { isRecord, own } from './isRecord';
import { memberPath } from './structuralProblems';
import { Resolve, StructuralSchema } from './StructuralSchema';
import { typeProblems } from './valueProblems';

/** Where a value has other types than its schema says; fields that the schema does not know may be anything. */
export function typeMismatches(
  value: unknown,
  reference: StructuralSchema,
  resolve: Resolve,
  path = '',
): Problem[] {
  const schema = resolve(reference);
  const wrong = typeProblems(value, schema);
  if (wrong) {
    return wrong.map(message => ({
      severity: 'error',
      path,
      message,
      source: 'schema',
    }));
  }
  const inside = (member: unknown, child: StructuralSchema, at: string) =>
    typeMismatches(member, child, resolve, at);
  const { items, properties, additionalProperties: others } = schema;
  if (Array.isArray(value)) {
    return items
      ? value.flatMap((item, index) => inside(item, items, `${path}[${index}]`))
      : [];
  }
  return Object.entries(isRecord(value) ? value : {}).flatMap(
    ([key, member]) => {
      const child =
        own(properties, key) ??
        (typeof others === 'object' ? others : undefined);
      return child ? inside(member, child, memberPath(path, key)) : [];
    },
  );
}
