import { shareSubtrees } from './shareSubtrees.mjs';
import { withoutProse } from './withoutProse.mjs';

/** The text of the JSON module of one kind, with all versions that are served, one a line so that changes can be read. */
export function schemaModule({ spec }, source) {
  const served = spec.versions
    .filter(({ served: isServed }) => isServed)
    .map(({ name, schema }) => [name, withoutProse(schema.openAPIV3Schema)]);
  const { versions, $defs } = shareSubtrees(Object.fromEntries(served));
  const line = value => JSON.stringify(value);
  const block = members =>
    `{${Object.entries(members)
      .map(([member, value]) => `\n    ${line(member)}: ${line(value)}`)
      .join(',')}\n  }`;
  return `{
  "source": ${line(source)},
  "group": ${line(spec.group)},
  "kind": ${line(spec.names.kind)},
  "plural": ${line(spec.names.plural)},
  "namespaced": ${spec.scope === 'Namespaced'},
  "versions": ${block(versions)},
  "$defs": ${block($defs)}
}
`;
}

/** The text of the module that lists them all. */
export function schemaIndex(files) {
  const modules = [...files].sort().map(file => ({
    file,
    name: file.replace(/[._](.)/g, (_, letter) => letter.toUpperCase()),
  }));
  return `// Made by scripts/updateSchemas.mjs.
import { KindSchema } from '../structure/StructuralSchema';
${modules.map(({ file, name }) => `import ${name} from './${file}.json';`).join('\n')}

/** The schemas of the kinds that are validated. */
export const schemas: readonly KindSchema[] = [
${modules.map(({ name }) => `  ${name},`).join('\n')}
];
`;
}
