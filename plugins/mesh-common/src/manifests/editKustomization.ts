import { YamlEditError } from './YamlEditError';
import { listAt, parseText, valueOf } from './yamlPlace';
import { appendItem, removeEntry, removeItem, setEntry } from './yamlText';

/** File names that kustomize looks for. */
export const kustomizationNames = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

/**
 * Adds a file to a kustomization, unless it is there.
 *
 * @throws YamlEditError
 */
export function addResource(text: string, file: string): string {
  const { document, resources } = read(text);
  if (resources?.includes(file)) {
    return text;
  }
  return resources === undefined
    ? setEntry(text, { document, path: [] }, 'resources', [file])
    : appendItem(text, { document, path: ['resources'] }, file);
}

/**
 * Removes a file from a kustomization, if it is there.
 *
 * @throws YamlEditError
 */
export function removeResource(text: string, file: string): string {
  const { document, resources } = read(text);
  if (!resources?.includes(file)) {
    return text;
  }
  const place = { document, path: ['resources'] };
  return resources.length === 1 && !listAt(text, place).flow
    ? removeEntry(text, { document, path: [] }, 'resources')
    : removeItem(text, place, file);
}

/** The resources, and which document of the file has them: kustomize passes over empty ones. */
function read(text: string): { document: number; resources?: unknown[] } {
  const values = parseText(text).map(valueOf);
  const said = values.filter(value => value !== null);
  if (said.length !== 1 || !isRecord(said[0])) {
    throw new YamlEditError('the kustomization is not one map');
  }
  const document = values.indexOf(said[0]);
  const resources: unknown = Reflect.get(said[0], 'resources');
  if (resources === undefined) {
    return { document };
  }
  if (!Array.isArray(resources)) {
    throw new YamlEditError(
      'the resources of the kustomization are not a list',
    );
  }
  return { document, resources };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
