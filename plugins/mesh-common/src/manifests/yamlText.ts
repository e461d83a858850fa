import { isMap, isScalar, Pair, YAMLMap, YAMLSeq } from 'yaml';
import { inlineYaml, toYaml } from './toYaml';
import { YamlEditError } from './YamlEditError';
import {
  listAt,
  mapAt,
  nodeAt,
  parseText,
  valueOf,
  YamlPlace,
} from './yamlPlace';
import {
  alignedWith,
  endOf,
  indentOf,
  lineEnd,
  rangeOf,
  startOf,
} from './yamlRanges';

type Scalar = string | number | boolean;

/**
 * Sets a value in the map at a place, an object only where there was nothing. Every other byte stays: comments, quotes,
 * indentation and blank lines are the authors', and a reviewer should see just the lines that change.
 *
 * @throws YamlEditError
 */
export function setEntry(
  text: string,
  place: YamlPlace,
  key: string,
  value: Scalar | object,
): string {
  const map = mapAt(text, place);
  const existing = map.items.find(pair => String(keyOf(pair)) === key);
  let edited: string;
  if (existing) {
    const written = inlineYaml(value);
    const [start, end] = rangeOf(existing.value);
    edited = splice(text, start, end, start === end ? ` ${written}` : written);
  } else {
    edited = append(
      text,
      map,
      map.flow || typeof value !== 'object'
        ? `${inlineYaml(key)}: ${inlineYaml(value)}`
        : toYaml({ [key]: value }).trimEnd(),
    );
  }
  return verified(edited, text, place, target => {
    Object.assign(target, { [key]: value });
  });
}

/**
 * Makes what is at a place say everything that an object says, and whatever else it says already. What it says right is
 * not touched.
 *
 * @throws YamlEditError
 */
export function mergeEntries(
  text: string,
  { document, path }: YamlPlace,
  wanted: object,
): string {
  return Object.entries(wanted).reduce((result, [key, value]) => {
    const inside = { document, path: [...path, key] };
    const existing = nodeAt(result, inside);
    if (isMap(existing) && typeof value === 'object') {
      return mergeEntries(result, inside, value);
    }
    return isScalar(existing) && existing.value === value
      ? result
      : setEntry(result, { document, path }, key, value);
  }, text);
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
  const index = map.items.findIndex(pair => String(keyOf(pair)) === key);
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
  const written = inlineYaml(value);
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
  const indent = alignedWith(text, startOf(to.items[0], to));
  const line = written
    .split('\n')
    .map(part => indent + part)
    .join(newline);
  const end = lineEnd(text, endOf(last));
  // Without a newline at its end, a text keeps none.
  return text[end - 1] === '\n'
    ? splice(text, end, end, line + newline)
    : splice(text, end, end, newline + line);
}

function remove(text: string, from: YAMLMap | YAMLSeq, index: number): string {
  const { items } = from;
  if (items.length === 1 && !from.flow) {
    throw new YamlEditError('it is the only one there');
  }
  const start = startOf(items[index], from);
  const end = endOf(items[index]);
  if (from.flow) {
    if (items.length === 1) {
      return splice(text, start, end, '');
    }
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

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : pair.key;
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** The edited text, once it was read back and found to say exactly what was meant. */
function verified(
  edited: string,
  text: string,
  { document, path }: YamlPlace,
  change: (target: object) => void,
): string {
  const wanted: unknown[] = parseText(text).map(valueOf);
  const target = path.reduce<unknown>(
    (value, key) => Reflect.get(Object(value), key),
    wanted[document],
  );
  change(Object(target));
  const got = parseText(edited).map(valueOf);
  if (JSON.stringify(got) !== JSON.stringify(wanted)) {
    throw new YamlEditError('the edit would change more than it means to');
  }
  return edited;
}
