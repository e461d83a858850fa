// `node scripts/updateSchemas.mjs CRDS... [--source NAME=VERSION,GROUP...]`: makes the schemas of plugins/mesh-common/src/validation/schemas
// from CustomResourceDefinitions. CRDS are files or folders of YAML or JSON, or `-` for what `kubectl get crd -o json` prints.
// What only people read (descriptions, examples) goes; what is there several times is kept once, under $defs.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './demo/paths.mjs';
import { readDefinitions } from './schemas/readDefinitions.mjs';
import { schemaIndex, schemaModule } from './schemas/schemaFiles.mjs';
import { wantedKinds } from './schemas/wantedKinds.mjs';

const folder = join(root, 'plugins/mesh-common/src/validation/schemas');

const sources = new Map();
const inputs = [];
for (let args = process.argv.slice(2); args.length > 0;) {
  const arg = args.shift();
  if (arg === '--source') {
    const [source, ...groups] = (args.shift() ?? '').split(',');
    groups.forEach(group => sources.set(group, source));
  } else {
    inputs.push(arg);
  }
}
if (inputs.length === 0) {
  console.error('Name files or folders of CustomResourceDefinitions, or -');
  process.exit(2);
}

const definitions = readDefinitions(inputs).filter(({ spec }) =>
  wantedKinds[spec.group]?.includes(spec.names.kind),
);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const files = definitions.map(definition => {
  const { group, names } = definition.spec;
  const file = `${group}_${names.kind}`;
  const source = sources.get(group) ?? 'unknown';
  writeFileSync(join(folder, `${file}.json`), schemaModule(definition, source));
  return file;
});
writeFileSync(join(folder, 'index.ts'), schemaIndex(files));

const missing = Object.entries(wantedKinds).flatMap(([group, kinds]) =>
  kinds
    .filter(kind => !files.includes(`${group}_${kind}`))
    .map(kind => `${group}/${kind}`),
);
console.log(`${files.length} kinds written.`);
if (missing.length > 0) {
  console.log(`Not among the input: ${missing.join(', ')}`);
}
