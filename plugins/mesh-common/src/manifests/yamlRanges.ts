import { isCollection, isScalar, isSeq, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { YamlEditError } from './YamlEditError';

/** The white space before a position, back to the start of its line; anything else there makes an edit by lines unsafe. */
export function indentOf(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  if (/\S/.test(line)) {
    throw new YamlEditError('it does not start on a line of its own');
  }
  return line;
}

/** White space that puts a line in the column of a position, which may stand after the dash of a list item. */
export function alignedWith(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  if (/[^\s-]/.test(line)) {
    throw new YamlEditError('it does not start on a line of its own');
  }
  return line.replaceAll('-', ' ');
}

/** The start of the next line, or the end of the text. A block scalar ends with its newline already. */
export function lineEnd(text: string, position: number): number {
  if (text[position - 1] === '\n') {
    return position;
  }
  const newline = text.indexOf('\n', position);
  return newline < 0 ? text.length : newline + 1;
}

/** Where an item begins, its dash included. */
export function startOf(item: unknown, parent: YAMLMap | YAMLSeq): number {
  const [start] = rangeOf(item instanceof Pair ? item.key : item);
  if (!isSeq(parent) || parent.flow) {
    return start;
  }
  // The node of an item starts after its dash.
  const source = parent.srcToken;
  const token =
    source?.type === 'block-seq'
      ? source.items[parent.items.indexOf(item)]?.start.find(
          ({ type }) => type === 'seq-item-ind',
        )
      : undefined;
  if (!token) {
    throw new YamlEditError('its dash was not found');
  }
  return token.offset;
}

/** The end of the last thing that an item says. */
export function endOf(item: unknown): number {
  if (item instanceof Pair) {
    const empty = rangeOf(item.value)[0] === rangeOf(item.value)[1];
    return empty ? rangeOf(item.key)[1] + 1 : endOf(item.value);
  }
  if (isCollection(item) && !item.flow && item.items.length > 0) {
    return endOf(item.items.at(-1));
  }
  return rangeOf(item)[1];
}

/** Where a node itself begins and ends. */
export function rangeOf(node: unknown): [start: number, end: number] {
  const range = isScalar(node) || isCollection(node) ? node.range : undefined;
  if (!range) {
    throw new YamlEditError('it is an alias or not plain YAML');
  }
  return [range[0], range[1]];
}
