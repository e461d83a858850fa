/**
 * A part of a profile as the form says it, not yet checked: any text may stand where the schema wants a number or a word.
 * Every field has to be there, so that one that the schema gets compiles only once the form has it too.
 */
export type Candidate<T> = T extends string | number | boolean | undefined
  ? string | number | boolean | undefined
  : T extends readonly (infer Item)[]
    ? Candidate<Item>[]
    : { [Field in keyof Required<T>]: Candidate<T[Field]> | undefined };

/** Whether any field holds anything. */
export function saysAnything(fields: object): boolean {
  return Object.values(fields).some(value => value !== undefined);
}
