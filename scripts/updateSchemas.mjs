// `node scripts/updateSchemas.mjs CRDS... [--source NAME=VERSION,GROUP...]`: makes the schemas of plugins/mesh-common/src/validation/schemas
// from CustomResourceDefinitions. CRDS are files or folders of YAML or JSON, or `-` for what `kubectl get crd -o json` prints.
// What only people read (descriptions, examples) goes; what is there several times is kept once, under $defs.
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './demo/paths.mjs';

const { parseAllDocuments } = createRequire(
  join(root, 'plugins/mesh-common/package.json'),
)('yaml');
const folder = join(root, 'plugins/mesh-common/src/validation/schemas');

/** The kinds that Onmesh writes or judges; each entry is one module. */
const wanted = {
  'networking.istio.io': [
    'DestinationRule',
    'EnvoyFilter',
    'Gateway',
    'ProxyConfig',
    'ServiceEntry',
    'Sidecar',
    'VirtualService',
    'WorkloadEntry',
    'WorkloadGroup',
  ],
  'security.istio.io': [
    'AuthorizationPolicy',
    'PeerAuthentication',
    'RequestAuthentication',
  ],
  'telemetry.istio.io': ['Telemetry'],
  'extensions.istio.io': ['TrafficExtension', 'WasmPlugin'],
  'argoproj.io': [
    'AnalysisTemplate',
    'Application',
    'ClusterAnalysisTemplate',
    'Experiment',
    'Rollout',
  ],
  'flagger.app': ['Canary', 'MetricTemplate'],
  'gateway.networking.k8s.io': [
    'GRPCRoute',
    'Gateway',
    'HTTPRoute',
    'ReferenceGrant',
  ],
  'policy.linkerd.io': [
    'AuthorizationPolicy',
    'HTTPLocalRateLimitPolicy',
    'HTTPRoute',
    'MeshTLSAuthentication',
    'NetworkAuthentication',
    'Server',
    'ServerAuthorization',
  ],
  'linkerd.io': ['ServiceProfile'],
  'helm.toolkit.fluxcd.io': ['HelmRelease'],
  'kustomize.toolkit.fluxcd.io': ['Kustomization'],
};

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

const crds = inputs
  .flatMap(filesOf)
  .flatMap(file => parseAllDocuments(readFileSync(file, 'utf8')))
  .map(document => document.toJS())
  .flatMap(object => (object?.kind === 'List' ? object.items : [object]))
  .filter(object => object?.kind === 'CustomResourceDefinition')
  .filter(({ spec }) => wanted[spec.group]?.includes(spec.names.kind));

const PROSE = new Set([
  'description',
  'example',
  'externalDocs',
  'title',
  'x-kubernetes-map-type',
]);

/** A schema without prose. The names of properties are no keywords, so they stay whatever they are. */
function compact(schema) {
  if (Array.isArray(schema)) {
    return schema.map(compact);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => !PROSE.has(keyword))
      .map(([keyword, value]) => {
        switch (keyword) {
          case 'properties':
            return [
              keyword,
              Object.fromEntries(
                Object.entries(value).map(([name, s]) => [name, compact(s)]),
              ),
            ];
          case 'default':
          case 'enum':
            return [keyword, value];
          case 'x-kubernetes-validations':
            return [
              keyword,
              value.map(({ rule, message }) => ({ rule, message })),
            ];
          default:
            return [keyword, compact(value)];
        }
      }),
  );
}

const children = schema => [
  ...Object.values(schema.properties ?? {}),
  ...[schema.items, schema.additionalProperties].filter(
    child => typeof child === 'object',
  ),
];

/** Every subtree that is worth a name of its own and is there more than once, as references to $defs. */
function share(versions) {
  const seen = new Map();
  const key = schema =>
    createHash('sha256').update(JSON.stringify(schema)).digest('hex');
  const count = schema => {
    const text = JSON.stringify(schema);
    const id = key(schema);
    seen.set(id, { times: (seen.get(id)?.times ?? 0) + 1, size: text.length });
    if (seen.get(id).times === 1) {
      children(schema).forEach(count);
    }
  };
  Object.values(versions).forEach(count);
  const names = new Map();
  const $defs = {};
  const refer = schema => {
    const id = key(schema);
    const { times, size } = seen.get(id);
    if (times < 2 || size < 80) {
      return inner(schema);
    }
    if (!names.has(id)) {
      const name = `d${names.size + 1}`;
      names.set(id, name);
      $defs[name] = inner(schema);
    }
    return { $ref: names.get(id) };
  };
  const inner = schema => ({
    ...schema,
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, child]) => [
          name,
          refer(child),
        ]),
      ),
    }),
    ...(schema.items && { items: refer(schema.items) }),
    ...(typeof schema.additionalProperties === 'object' && {
      additionalProperties: refer(schema.additionalProperties),
    }),
  });
  const shared = Object.fromEntries(
    Object.entries(versions).map(([version, schema]) => [
      version,
      refer(schema),
    ]),
  );
  return { versions: shared, $defs };
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const modules = [];
for (const { spec } of crds) {
  const served = spec.versions
    .filter(({ served: isServed }) => isServed)
    .map(({ name, schema }) => [name, compact(schema.openAPIV3Schema)]);
  const name = `${spec.group}_${spec.names.kind}`;
  const { versions, $defs } = share(Object.fromEntries(served));
  const line = value => JSON.stringify(value);
  const block = members =>
    `{${Object.entries(members)
      .map(([member, value]) => `\n    ${line(member)}: ${line(value)}`)
      .join(',')}\n  }`;
  writeFileSync(
    join(folder, `${name}.json`),
    `{
  "source": ${line(sources.get(spec.group) ?? 'unknown')},
  "group": ${line(spec.group)},
  "kind": ${line(spec.names.kind)},
  "plural": ${line(spec.names.plural)},
  "namespaced": ${spec.scope === 'Namespaced'},
  "versions": ${block(versions)},
  "$defs": ${block($defs)}
}
`,
  );
  modules.push([name, name.replace(/[._](.)/g, (_, c) => c.toUpperCase())]);
}
modules.sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(
  join(folder, 'index.ts'),
  `// Made by scripts/updateSchemas.mjs.
import { KindSchema } from '../structure/StructuralSchema';
${modules.map(([file, name]) => `import ${name} from './${file}.json';`).join('\n')}

/** The schemas of the kinds that are validated. */
export const schemas: readonly KindSchema[] = [
${modules.map(([, name]) => `  ${name},`).join('\n')}
];
`,
);
const missing = Object.entries(wanted).flatMap(([group, kinds]) =>
  kinds
    .filter(kind => !modules.some(([name]) => name === `${group}_${kind}`))
    .map(kind => `${group}/${kind}`),
);
console.log(`${modules.length} kinds written.`);
if (missing.length > 0) {
  console.log(`Not among the input: ${missing.join(', ')}`);
}
