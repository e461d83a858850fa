import { Evidence, KubernetesObject } from '@onmesh/plugin-mesh-common';
import {
  Document,
  isMap,
  isNode,
  isSeq,
  LineCounter,
  parseAllDocuments,
  ParsedNode,
} from 'yaml';
import { startOf } from './startOf';

/** A line of a file. */
export interface SourceLine {
  file: string;
  line: number;
}

/** Where objects were written, so that what is said of them can be shown there. */
export class ObjectSources {
  readonly #texts = new Map<string, { file: string; text: string }>();

  add(object: KubernetesObject, file: string, text: string): void {
    this.#texts.set(keyOf({ kind: object.kind, ...object.metadata }), {
      file,
      text,
    });
  }

  /** The line of a field, or of the innermost part of its path that is written; undefined for what is in no file. */
  locate(evidence: Evidence): SourceLine | undefined {
    const source = this.#texts.get(keyOf(evidence));
    if (!source) {
      return undefined;
    }
    const lines = new LineCounter();
    const node = parseAllDocuments(source.text, { lineCounter: lines })
      .flatMap(documentsOf)
      .find(written => isAbout(written, evidence));
    const offset = node && startOf(node, pathOf(evidence.field ?? ''));
    return {
      file: source.file,
      line: offset === undefined ? 1 : lines.linePos(offset).line,
    };
  }
}

function keyOf(of: { kind: string; namespace?: string; name: string }) {
  return `${of.kind} ${of.namespace ?? ''}/${of.name}`;
}

/** Objects as they are written: documents, and the items of lists. */
function documentsOf(document: Document.Parsed): ParsedNode[] {
  const { contents } = document;
  if (!isNode(contents)) {
    return [];
  }
  const items = isMap(contents) ? contents.get('items', true) : undefined;
  return isSeq<ParsedNode>(items) ? items.items : [contents];
}

function isAbout(node: ParsedNode, { kind, namespace, name }: Evidence) {
  const at = (...path: string[]) =>
    isMap(node) ? node.getIn(path) : undefined;
  return (
    at('kind') === kind &&
    at('metadata', 'name') === name &&
    // Where none is written, the command that reads the file says which.
    [undefined, namespace].some(own => at('metadata', 'namespace') === own)
  );
}

/** `spec.http[0].route` and `metadata.labels[istio.io/rev]` as the keys that lead there. */
export function pathOf(field: string): (string | number)[] {
  return [...field.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(
    ([, index, name, key]) =>
      index === undefined ? (name ?? key) : Number(index),
  );
}
