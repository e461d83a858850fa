/**
 * What a rule reads. Its schema has checked the types by then, and writing them down here would say the schema a second time.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Self = any;

/**
 * A CEL rule by its text in the CRD, and the same in TypeScript. Where it applies is in the schema, at every node that has the
 * rule; there is no CEL engine, because the rules are few and an engine weighs more than all schemas together.
 */
export type CelRule = readonly [rule: string, holds: (self: Self) => boolean];

/** `has(self.field)` */
export const has = (self: Self, field: string): boolean =>
  self?.[field] !== undefined;

/** How many of these fields are there. */
export const count = (self: Self, ...fields: readonly string[]): number =>
  fields.filter(field => has(self, field)).length;

/** `self.exists_one(other, other is the same)` for every item. */
export function areUnique(
  items: readonly Self[],
  key: (item: Self) => unknown,
): boolean {
  const keys = items.map(item => JSON.stringify(key(item)));
  return new Set(keys).size === keys.length;
}
