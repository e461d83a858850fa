import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../demo/paths.mjs';

const { parseAllDocuments } = createRequire(
  join(root, 'plugins/mesh-common/package.json'),
)('yaml');

/** The CustomResourceDefinitions in files and folders of YAML or JSON; `-` is the standard input. */
export function readDefinitions(paths) {
  return paths
    .flatMap(filesOf)
    .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
    .map(document => document.toJS())
    .flatMap(object => (object?.kind === 'List' ? object.items : [object]))
    .filter(object => object?.kind === 'CustomResourceDefinition');
}

function filesOf(path) {
  if (path === '-') {
    return [0];
  }
  return statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true })
        .filter(name => /\.(ya?ml|json)$/.test(name))
        .map(name => join(path, name))
    : [path];
}
