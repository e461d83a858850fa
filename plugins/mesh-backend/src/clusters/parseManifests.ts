import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import { errorMessage } from './errorMessage';

/** The objects of a file, and what in it is not one, each problem naming file and line. */
export interface ParsedManifests {
  objects: KubernetesObject[];
  problems: string[];
}

/** Reads a YAML or JSON file of Kubernetes objects: several documents, and `List` kinds, which stand for their items. */
export function parseManifests(text: string, file: string): ParsedManifests {
  const lines = new LineCounter();
  const objects: KubernetesObject[] = [];
  const problems: string[] = [];
  const at = (offset: number, message: string) =>
    problems.push(`${file}:${lines.linePos(offset).line}: ${message}`);

  for (const document of parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
  })) {
    const start = isNode(document.contents)
      ? (document.contents.range?.[0] ?? 0)
      : 0;
    if (document.errors.length > 0) {
      document.errors.forEach(error => at(error.pos[0], error.message));
      continue;
    }
    try {
      for (const value of itemsOf(document.toJS())) {
        if (isKubernetesObject(value)) {
          objects.push(value);
        } else {
          at(
            start,
            'not a Kubernetes object: apiVersion, kind and metadata.name must be texts',
          );
        }
      }
    } catch (error) {
      // Unresolved aliases, and those that expand without bound, show only here.
      at(start, errorMessage(error));
    }
  }
  return { objects, problems };
}

function itemsOf(value: unknown): unknown[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (
    isRecord(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List') &&
    Array.isArray(value.items)
  ) {
    return value.items.flatMap(itemsOf);
  }
  return [value];
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
