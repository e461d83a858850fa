/** The present members of a list that may itself be absent or, in a broken object, no list at all. */
export function listOf<T>(list: readonly T[] | null | undefined): T[] {
  return Array.isArray(list)
    ? list.filter(member => member !== null && member !== undefined)
    : [];
}
