import {
  Document,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  YAMLMap,
  YAMLSeq,
} from 'yaml';
import { YamlEditError } from './YamlEditError';

/** A place in a text of one or more YAML documents. */
export interface YamlPlace {
  document: number;
  path: readonly string[];
}

/** @throws YamlEditError when there is no map at the place. */
export function mapAt(text: string, place: YamlPlace): YAMLMap {
  const node = nodeAt(text, place);
  if (!isMap(node)) {
    throw new YamlEditError(`${place.path.join('.')} is not a map`);
  }
  return node;
}

/** @throws YamlEditError when there is no list at the place. */
export function listAt(text: string, place: YamlPlace): YAMLSeq {
  const node = nodeAt(text, place);
  if (!isSeq(node)) {
    throw new YamlEditError(`${place.path.join('.')} is not a list`);
  }
  return node;
}

/** What is at the place, if anything. Items of lists go by their number. */
export function nodeAt(text: string, { document, path }: YamlPlace): unknown {
  return path.reduce<unknown>((node, key) => {
    if (isSeq(node)) {
      return node.items[Number(key)];
    }
    return isMap(node)
      ? node.items.find(
          // A port number may be a key, and is a number then.
          pair => isScalar(pair.key) && String(pair.key.value) === key,
        )?.value
      : undefined;
  }, parseText(text)[document]?.contents);
}

/** @throws YamlEditError when it is not valid YAML. */
export function parseText(text: string): Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: true,
    merge: true,
  });
  if (!Array.isArray(documents) || documents.some(d => d.errors.length > 0)) {
    throw new YamlEditError('it is not valid YAML');
  }
  return documents;
}

/**
 * What a document says.
 *
 * @throws YamlEditError when it cannot be told: aliases are resolved only here, and may lead nowhere or grow without bound.
 */
export function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS();
  } catch {
    throw new YamlEditError('an alias in it leads nowhere');
  }
}
