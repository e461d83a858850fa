import { isMap, isNode, isSeq, ParsedNode } from 'yaml';

/** Offset in the text of what a path leads to, or of the innermost part of it that is written. */
export function startOf(
  node: ParsedNode,
  path: readonly (string | number)[],
): number | undefined {
  let [start] = node.range ?? [];
  let at: unknown = node;
  for (const key of path) {
    if (isMap(at)) {
      const pair = at.items.find(
        item => isNode(item.key) && String(item.key) === String(key),
      );
      start = (isNode(pair?.key) && pair.key.range?.[0]) || start;
      at = pair?.value;
    } else if (isSeq(at) && typeof key === 'number') {
      at = at.items[key];
      start = (isNode(at) && at.range?.[0]) || start;
    } else {
      break;
    }
  }
  return start;
}
