import { parse } from 'yaml';
import { YamlEditError } from './YamlEditError';
import { appendItem, removeEntry, removeItem } from './yamlText';

/** File names that kustomize looks for. */
export const kustomizationNames = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

const RESOURCES = { document: 0, path: ['resources'] };

/**
 * Adds a file to a kustomization, unless it is there.
 *
 * @throws YamlEditError
 */
export function addResource(text: string, file: string): string {
  const resources = resourcesOf(text);
  if (resources?.includes(file)) {
    return text;
  }
  return resources === undefined
    ? `${text.replace(/\n?$/, '\n')}resources:\n  - ${file}\n`
    : appendItem(text, RESOURCES, file);
}

/**
 * Removes a file from a kustomization, if it is there.
 *
 * @throws YamlEditError
 */
export function removeResource(text: string, file: string): string {
  const resources = resourcesOf(text);
  if (!resources?.includes(file)) {
    return text;
  }
  return resources.length === 1
    ? removeEntry(text, { document: 0, path: [] }, 'resources')
    : removeItem(text, RESOURCES, file);
}

function resourcesOf(text: string): unknown[] | undefined {
  const content: unknown = parse(text);
  if (
    typeof content !== 'object' ||
    content === null ||
    Array.isArray(content)
  ) {
    throw new YamlEditError('the kustomization is not a map');
  }
  const resources: unknown = Reflect.get(content, 'resources');
  if (resources === undefined) {
    return undefined;
  }
  if (!Array.isArray(resources)) {
    throw new YamlEditError(
      'the resources of the kustomization are not a list',
    );
  }
  return resources;
}
