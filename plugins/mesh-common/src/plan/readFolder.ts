import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../kubernetes/KubernetesObject';

/** Paths and contents of the YAML files below a folder of a repository. */
export type Files = ReadonlyMap<string, string>;

/** An object, and where it is written. */
export interface RepositoryObject {
  path: string;
  /** Which of the file's documents, from 0. */
  document: number;
  object: KubernetesObject;
}

/**
 * The Kubernetes objects of a folder. Files that are not plain YAML, such as the templates of a chart, are named and left
 * alone: what they will say cannot be known here.
 */
export function readFolder(files: Files): {
  objects: RepositoryObject[];
  unreadable: string[];
} {
  const objects: RepositoryObject[] = [];
  const unreadable: string[] = [];
  for (const [path, text] of files) {
    const found = readObjects(text);
    if (found) {
      objects.push(
        ...found.map(({ document, object }) => ({ path, document, object })),
      );
    } else {
      unreadable.push(path);
    }
  }
  return { objects, unreadable };
}

/** The objects of one file, or undefined when it is not plain YAML. */
export function readObjects(
  text: string,
): Omit<RepositoryObject, 'path'>[] | undefined {
  const documents = parseAllDocuments(text, { merge: true });
  if (!Array.isArray(documents)) {
    return [];
  }
  return documents.some(({ errors }) => errors.length > 0)
    ? undefined
    : documents.flatMap((parsed, document) => {
        const object: unknown = parsed.toJS();
        return isKubernetesObject(object) ? [{ document, object }] : [];
      });
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
  const metadata = field(value, 'metadata');
  const namespace = field(metadata, 'namespace');
  return (
    typeof field(value, 'apiVersion') === 'string' &&
    typeof field(value, 'kind') === 'string' &&
    typeof field(metadata, 'name') === 'string' &&
    (namespace === undefined || typeof namespace === 'string')
  );
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Reflect.get(value, key)
    : undefined;
}
