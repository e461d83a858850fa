import {
  Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Pair,
  parseAllDocuments,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { scalarToYaml } from './toYaml';

/** An edit that cannot be made without changing more of the text than it means to. */
export class YamlEditError extends Error {
  readonly name = 'YamlEditError';
}

/** A place in a text of one or more YAML documents. */
export interface YamlPlace {
  document: number;
  path: readonly string[];
}

type Scalar = string | number | boolean;

/**
 * Sets a scalar in the map at a place. Every other byte stays: comments, quotes, indentation and blank lines are the
 * authors', and a reviewer should see just the line that changes.
 *
 * @throws YamlEditError
 */
export function setEntry(
  text: string,
  place: YamlPlace,
  key: string,
  value: Scalar,
): string {
  const map = mapAt(text, place);
  const written = scalarToYaml(value);
  const existing = map.items.find(pair => keyOf(pair) === key);
  let edited: string;
  if (existing) {
    const [start, end] = rangeOf(existing.value);
    edited = splice(text, start, end, start === end ? ` ${written}` : written);
  } else {
    edited = append(text, map, `${scalarToYaml(key)}: ${written}`);
  }
  return verified(edited, text, place, target => {
    Object.assign(target, { [key]: value });
  });
}

/**
 * Removes a key from the map at a place, with the comment on its line; undoes {@link setEntry} byte for byte.
 *
 * @throws YamlEditError
 */
export function removeEntry(
  text: string,
  place: YamlPlace,
  key: string,
): string {
  const map = mapAt(text, place);
  const index = map.items.findIndex(pair => keyOf(pair) === key);
  return index < 0
    ? text
    : verified(remove(text, map, index), text, place, target => {
        Reflect.deleteProperty(target, key);
      });
}

/**
 * Appends a scalar to the list at a place.
 *
 * @throws YamlEditError
 */
export function appendItem(
  text: string,
  place: YamlPlace,
  value: Scalar,
): string {
  const list = listAt(text, place);
  const written = scalarToYaml(value);
  return verified(
    append(text, list, list.flow ? written : `- ${written}`),
    text,
    place,
    target => {
      if (Array.isArray(target)) {
        target.push(value);
      }
    },
  );
}

/**
 * Removes an item from the list at a place; undoes {@link appendItem} byte for byte.
 *
 * @throws YamlEditError
 */
export function removeItem(
  text: string,
  place: YamlPlace,
  value: Scalar,
): string {
  const list = listAt(text, place);
  const index = list.items.findIndex(
    item => isScalar(item) && item.value === value,
  );
  return index < 0
    ? text
    : verified(remove(text, list, index), text, place, target => {
        if (Array.isArray(target)) {
          target.splice(index, 1);
        }
      });
}

function append(text: string, to: YAMLMap | YAMLSeq, written: string): string {
  if (to.flow) {
    const close = rangeOf(to)[1] - 1;
    const last = to.items.at(-1);
    return last === undefined
      ? splice(text, close, close, written)
      : splice(text, endOf(last), endOf(last), `, ${written}`);
  }
  const last = to.items.at(-1);
  if (last === undefined) {
    throw new YamlEditError('there is nothing to put it after');
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = indentOf(text, startOf(to.items[0], to)) + written;
  const end = lineEnd(text, endOf(last));
  // Without a newline at its end, a text keeps none.
  return text[end - 1] === '\n'
    ? splice(text, end, end, line + newline)
    : splice(text, end, end, newline + line);
}

function remove(text: string, from: YAMLMap | YAMLSeq, index: number): string {
  const { items } = from;
  if (items.length === 1) {
    throw new YamlEditError('it is the only one there');
  }
  const start = startOf(items[index], from);
  const end = endOf(items[index]);
  if (from.flow) {
    return index > 0
      ? splice(text, endOf(items[index - 1]), end, '')
      : splice(text, start, startOf(items[1], from), '');
  }
  const lineStart = start - indentOf(text, start).length;
  const next = lineEnd(text, end);
  return text[next - 1] === '\n'
    ? splice(text, lineStart, next, '')
    : splice(
        text,
        text.slice(0, lineStart).replace(/\r?\n$/, '').length,
        next,
        '',
      );
}

/** The white space before a position, back to the start of its line; anything else there makes an edit by lines unsafe. */
function indentOf(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  if (/\S/.test(line)) {
    throw new YamlEditError('it does not start on a line of its own');
  }
  return line;
}

/** The start of the next line, or the end of the text. A block scalar ends with its newline already. */
function lineEnd(text: string, position: number): number {
  if (text[position - 1] === '\n') {
    return position;
  }
  const newline = text.indexOf('\n', position);
  return newline < 0 ? text.length : newline + 1;
}

function startOf(item: unknown, parent: YAMLMap | YAMLSeq): number {
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
function endOf(item: unknown): number {
  if (item instanceof Pair) {
    const empty = rangeOf(item.value)[0] === rangeOf(item.value)[1];
    return empty ? rangeOf(item.key)[1] + 1 : endOf(item.value);
  }
  if (isCollection(item) && !item.flow && item.items.length > 0) {
    return endOf(item.items.at(-1));
  }
  return rangeOf(item)[1];
}

function rangeOf(node: unknown): [start: number, end: number] {
  const range = isScalar(node) || isCollection(node) ? node.range : undefined;
  if (!range) {
    throw new YamlEditError('it is an alias or not plain YAML');
  }
  return [range[0], range[1]];
}

function mapAt(text: string, place: YamlPlace): YAMLMap {
  const node = nodeAt(text, place);
  if (!isMap(node)) {
    throw new YamlEditError(`${place.path.join('.')} is not a map`);
  }
  return node;
}

function listAt(text: string, place: YamlPlace): YAMLSeq {
  const node = nodeAt(text, place);
  if (!isSeq(node)) {
    throw new YamlEditError(`${place.path.join('.')} is not a list`);
  }
  return node;
}

function nodeAt(text: string, { document, path }: YamlPlace): unknown {
  const found = parse(text)[document];
  return path.length === 0 ? found?.contents : found?.getIn(path, true);
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : pair.key;
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function parse(text: string): Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: true,
    merge: true,
  });
  if (!Array.isArray(documents) || documents.some(d => d.errors.length > 0)) {
    throw new YamlEditError('it is not valid YAML');
  }
  return documents;
}

/** The edited text, once it was read back and found to say exactly what was meant. */
function verified(
  edited: string,
  text: string,
  { document, path }: YamlPlace,
  change: (target: object) => void,
): string {
  const wanted: unknown[] = parse(text).map(d => d.toJS());
  const target = path.reduce<unknown>(
    (value, key) => Reflect.get(Object(value), key),
    wanted[document],
  );
  change(Object(target));
  const got = parse(edited).map(d => d.toJS());
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new YamlEditError('the edit would change more than it means to');
  }
  return edited;
}
