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
 * alone: what they will say cannot be known here. So are Lists, whose items cannot be edited.
 */
export function readFolder(files: Files): {
  objects: RepositoryObject[];
  unreadable: string[];
} {
  const read = [...files].map(([path, text]) => ({
    path,
    values: readValues(text),
  }));
  return {
    objects: read.flatMap(({ path, values = [] }) =>
      objectsOf(values).map(entry => ({ path, ...entry })),
    ),
    unreadable: read
      .filter(({ values }) => !values || values.some(isList))
      .map(({ path }) => path),
  };
}

/** The objects of one file, or undefined when it is not plain YAML. */
export function readObjects(
  text: string,
): Omit<RepositoryObject, 'path'>[] | undefined {
  const values = readValues(text);
  return values && objectsOf(values);
}

/** What each document says. */
export function readValues(text: string): unknown[] | undefined {
  const documents = parseAllDocuments(text, { merge: true });
  if (!Array.isArray(documents)) {
    return [];
  }
  if (documents.some(({ errors }) => errors.length > 0)) {
    return undefined;
  }
  try {
    return documents.map(parsed => parsed.toJS());
  } catch {
    // Aliases are resolved only here, and may lead nowhere or grow without bound.
    return undefined;
  }
}

function objectsOf(values: unknown[]): Omit<RepositoryObject, 'path'>[] {
  return values.flatMap((object, document) =>
    isKubernetesObject(object) ? [{ document, object }] : [],
  );
}

function isList(value: unknown): boolean {
  return (
    String(field(value, 'kind')).endsWith('List') &&
    Array.isArray(field(value, 'items'))
  );
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
