import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import { KubernetesObject } from './KubernetesObject';

/** What a text of manifests holds. */
export interface ParsedManifests {
  objects: KubernetesObject[];
  /** What cannot be read, each `file:line: what`. */
  problems: string[];
  /** How many values were passed over because they are no Kubernetes objects, or have no name yet. */
  passedOver: number;
}

/**
 * Reads YAML or JSON: several documents, and `List` kinds, which stand for their items.
 *
 * @param options.passOverOthers - let a text hold what never reaches a cluster, such as the values of a chart; else that
 *   is a problem
 */
export function parseManifests(
  text: string,
  file: string,
  options: { passOverOthers?: boolean } = {},
): ParsedManifests {
  const lineCounter = new LineCounter();
  const parsed: ParsedManifests = { objects: [], problems: [], passedOver: 0 };
  const problem = (offset: number, message: string) =>
    parsed.problems.push(
      `${file}:${lineCounter.linePos(offset).line}: ${message}`,
    );

  for (const document of parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    merge: true,
  })) {
    const [start] = (isNode(document.contents) && document.contents.range) || [
      0,
    ];
    document.errors.forEach(error => problem(error.pos[0], error.message));
    if (document.errors.length > 0) {
      continue;
    }
    try {
      for (const value of itemsOf(document.toJS())) {
        if (isKubernetesObject(value)) {
          parsed.objects.push(value);
        } else if (options.passOverOthers && !claimsToBeAnObject(value)) {
          parsed.passedOver += 1;
        } else {
          problem(
            start,
            'not a Kubernetes object: apiVersion, kind and metadata.name must be texts',
          );
        }
      }
    } catch (error) {
      // Aliases are resolved only here, and may lead nowhere or grow without bound.
      problem(start, error instanceof Error ? error.message : String(error));
    }
  }
  return parsed;
}

function itemsOf(value: unknown): unknown[] {
  if (value === null || value === undefined) {
    return [];
  }
  return isRecord(value) &&
    typeof value.kind === 'string' &&
    value.kind.endsWith('List') &&
    Array.isArray(value.items)
    ? value.items.flatMap(itemsOf)
    : [value];
}

function claimsToBeAnObject(value: unknown): boolean {
  return (
    isRecord(value) &&
    'apiVersion' in value &&
    !isTool(value) &&
    !isNamedLater(value)
  );
}

/** What is created anew each time, such as the Jobs of a hook, has no name to be known by. */
function isNamedLater({ metadata }: Record<string, unknown>): boolean {
  return (
    isRecord(metadata) &&
    metadata.name === undefined &&
    typeof metadata.generateName === 'string'
  );
}

/** Input of a tool, which has the form of an object but no name and never reaches a cluster. */
function isTool({ apiVersion, metadata }: Record<string, unknown>): boolean {
  return (
    metadata === undefined &&
    typeof apiVersion === 'string' &&
    (/^(kustomize\.config\.k8s|onmesh)\.io\//.test(apiVersion) ||
      apiVersion === 'v2')
  );
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
