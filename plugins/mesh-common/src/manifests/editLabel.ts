import { isMap } from 'yaml';
import { nodeAt } from './yamlPlace';
import { mergeEntries, removeEntry } from './yamlText';

/**
 * Sets a label in the text of an object's file, or of its pod template; all else in the text stays.
 *
 * @throws YamlEditError
 */
export function setLabel(
  text: string,
  at: { document: number; metadata: readonly string[] },
  label: string,
  value: string,
): string {
  return mergeEntries(
    text,
    { document: at.document, path: at.metadata },
    { labels: { [label]: value } },
  );
}

/**
 * Removes a label; undoes {@link setLabel} byte for byte, so a map of labels that holds nothing else goes too.
 *
 * @throws YamlEditError
 */
export function removeLabel(
  text: string,
  at: { document: number; metadata: readonly string[] },
  label: string,
): string {
  const place = { document: at.document, path: [...at.metadata, 'labels'] };
  const labels = nodeAt(text, place);
  if (!isMap(labels) || !labels.has(label)) {
    return text;
  }
  return labels.items.length === 1
    ? removeEntry(text, { document: at.document, path: at.metadata }, 'labels')
    : removeEntry(text, place, label);
}
