import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KindSchema,
  kindSchemas,
  validateObject,
} from '@onmesh/plugin-mesh-common/validation';
import { parse, parseAllDocuments } from 'yaml';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { waitFor } from '../__testUtils__/waitFor';

jest.setTimeout(180_000);

type Manifest = Record<string, unknown>;

/** The kinds whose documents there are. */
const judged = kindSchemas.filter(
  ({ group, kind }) =>
    group.endsWith('.istio.io') ||
    (group === 'gateway.networking.k8s.io' && kind !== 'ReferenceGrant') ||
    kind === 'Rollout',
);

/** A schema with its references written out. */
function expand(node: unknown, $defs: KindSchema['$defs']): unknown {
  if (Array.isArray(node)) {
    return node.map(item => expand(item, $defs));
  }
  if (typeof node !== 'object' || node === null) {
    return node;
  }
  const named = '$ref' in node ? $defs[String(node.$ref)] : node;
  return Object.fromEntries(
    Object.entries(named).map(([key, member]) => [key, expand(member, $defs)]),
  );
}

/** A CustomResourceDefinition of what is kept of it here. */
function definition({ group, kind, plural, versions, $defs }: KindSchema) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: {
        'api-approved.kubernetes.io': 'unapproved, for tests',
      },
    },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: Object.entries(versions).map(([name, schema], index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: expand(schema, $defs) },
      })),
    },
  };
}

const vectors = process.env.ONMESH_VECTORS ?? '';
const read = (file: string) =>
  readFileSync(join(vectors, 'istio/validation', file), 'utf8');

interface Row {
  id: string;
  object: Manifest;
}

const route = (rule: object): Manifest => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'orders' },
  spec: { parentRefs: [{ name: 'gateway' }], rules: [rule] },
});
const prefix = { path: { type: 'PathPrefix', value: '/a' } };
const replacing = {
  type: 'URLRewrite',
  urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
};

/** What upstream's documents do not touch: the Gateway API and Argo Rollouts. */
const handmade: Row[] = [
  route({ backendRefs: [{ name: 'orders', port: 80 }] }),
  route({ backendRefs: [{ name: 'orders' }] }),
  route({ matches: [{ path: { type: 'Exact', value: 'a' } }] }),
  route({ matches: [{ path: { type: 'Exact', value: '/a//b' } }] }),
  route({ matches: [{ path: { type: 'PathPrefix', value: '/a%2Fb' } }] }),
  route({ matches: [prefix], filters: [replacing] }),
  route({ matches: [prefix, prefix], filters: [replacing] }),
  route({ filters: [replacing, replacing], matches: [prefix] }),
  route({ filters: [{ type: 'URLRewrite' }] }),
  route({ filters: [{ ...replacing, type: 'RequestMirror' }] }),
  route({ timeouts: { request: '1s', backendRequest: '2s' } }),
  route({ timeouts: { request: '0s', backendRequest: '2s' } }),
  route({ timeouts: { request: '1 s' } }),
  route({ backendRefs: [{ name: 'orders', port: 80, weight: -1 }] }),
  route({ unknown: true }),
  {
    ...route({}),
    spec: { parentRefs: [{ name: 'gateway' }, { name: 'gateway' }] },
  },
  {
    ...route({}),
    spec: {
      parentRefs: [
        { name: 'gateway', sectionName: 'a' },
        { name: 'gateway', sectionName: 'b' },
      ],
    },
  },
  ...[
    [{ name: 'http', port: 80, protocol: 'HTTP' }],
    [{ name: 'http', port: 80, protocol: 'HTTP', tls: {} }],
    [
      {
        name: 'https',
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Passthrough' },
      },
    ],
    [{ name: 'https', port: 443, protocol: 'HTTPS', tls: {} }],
    [{ name: 'tls', port: 443, protocol: 'TLS' }],
    [
      { name: 'a', port: 80, protocol: 'HTTP' },
      { name: 'b', port: 80, protocol: 'HTTP' },
    ],
    [
      { name: 'a', port: 80, protocol: 'HTTP', hostname: 'a.example' },
      { name: 'a', port: 80, protocol: 'HTTP', hostname: 'b.example' },
    ],
  ].map(listeners => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gateway' },
    spec: { gatewayClassName: 'istio', listeners },
  })),
  ...[
    { service: 'a.B', method: 'c' },
    { service: '1a' },
    {},
    { type: 'RegularExpression', method: '(' },
  ].map(method => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata: { name: 'orders' },
    spec: { rules: [{ matches: [{ method }] }] },
  })),
  ...[
    { replicas: 1 },
    { replicas: '1' },
    { strategy: { canary: { maxSurge: '25%', steps: [{ setWeight: 5 }] } } },
    { strategy: { canary: { maxSurge: 1.5 } } },
    { strategy: { canary: { steps: [{ setWait: 5 }] } } },
    { template: { spec: { containers: [{ image: 'a' }] } } },
    {
      template: {
        spec: {
          containers: [
            {
              name: 'a',
              ports: [{ containerPort: 80 }, { containerPort: 80 }],
            },
          ],
        },
      },
    },
  ].map(spec => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'orders' },
    spec,
  })),
].map((object, index) => ({ id: `handmade #${index}`, object }));

/** Documents of files, examples of rules, and rows of tables, each with where it is from. */
function documents(): Row[] {
  const { crds, dataset } = parse(read('crds/expected.yaml'));
  const files: string[] = [...crds, ...dataset].map(({ file }) => file);
  const ofFiles = [...new Set(files)].flatMap(file =>
    parseAllDocuments(read(file))
      .map(document => document.toJS())
      .filter(Boolean)
      .map(({ _err, ...object }, index) => ({
        id: `${file}#${index}`,
        object,
      })),
  );
  const ofRules = parse(read('cel.yaml')).rules.flatMap(
    ({ id, valid, invalid }: { id: string; valid: Row; invalid: Row }) => [
      { id: `${id} valid`, object: valid.object },
      { id: `${id} invalid`, object: invalid.object },
    ],
  );
  const ofTables = ['go-tables.yaml', 'go-tables-security.yaml']
    .flatMap(file => parse(read(file)).tables)
    .flatMap(({ cases }: { cases: Row[] }) => cases);
  return [...ofFiles, ...ofRules, ...ofTables, ...handmade];
}

/** What most fields cannot be, and some can; undefined takes the field out. */
const wrong = [
  undefined,
  null,
  '',
  '*',
  {},
  [],
  -1,
  'x',
  70000,
  1.5,
  true,
  { unknown: 1 },
  '0s',
  [''],
  [null],
];

type Path = readonly string[];

function placesIn(value: unknown, path: Path): Path[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => [
        [...path, key],
        ...placesIn(member, [...path, key]),
      ])
    : [];
}

/** A copy with one place replaced. */
function replaced(
  value: unknown,
  [first, ...rest]: Path,
  by: unknown,
): unknown {
  const members = Object.entries(Object(value)).flatMap(([key, member]) => {
    if (key !== first) {
      return [[key, member] as const];
    }
    const after = rest.length > 0 ? replaced(member, rest, by) : by;
    return after === undefined ? [] : [[key, after] as const];
  });
  return Array.isArray(value)
    ? members.map(([, member]) => member)
    : Object.fromEntries(members);
}

/** Why the schema does not take an object; what webhooks say, this API server does not ask. */
function refusalsOf(object: unknown) {
  return validateObject(object).filter(
    ({ severity, source }) => severity === 'error' && source !== 'webhook',
  );
}

const describeWhere =
  hasKubernetes() && vectors !== '' ? describe : describe.skip;

describeWhere('What the schemas here refuse, and a real API server', () => {
  let api: KubeApiServer;

  /** Why the server refuses an object that it is asked to check, and not to keep. */
  async function refusal(object: Manifest): Promise<string | undefined> {
    const { apiVersion, kind, metadata } = object;
    const { plural } =
      judged.find(
        known =>
          known.kind === kind && String(apiVersion).startsWith(known.group),
      ) ?? {};
    const { name } = Object(metadata);
    try {
      await api.request(
        'PATCH',
        `/apis/${apiVersion}/namespaces/default/${plural}/${encodeURIComponent(name)}?fieldManager=test&force=true&dryRun=All&fieldValidation=Strict`,
        object,
      );
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Both verdicts when they differ. */
  async function compare({ id, object: given }: Row): Promise<object[]> {
    // In a namespace that is there, whichever the document names.
    const metadata = { ...Object(given.metadata), namespace: 'default' };
    const object = { ...given, metadata };
    const server = await refusal(object);
    const problems = refusalsOf(object);
    return (server === undefined) === (problems.length === 0)
      ? []
      : [{ id, object, server, problems }];
  }

  beforeAll(async () => {
    api = await KubeApiServer.start();
    for (const known of judged) {
      const crd = definition(known);
      await api.request(
        'PATCH',
        `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${known.plural}.${known.group}?fieldManager=test&force=true`,
        crd,
      );
    }
    const paths = judged.flatMap(({ group, plural, versions }) =>
      Object.keys(versions).map(
        version => `/apis/${group}/${version}/namespaces/default/${plural}`,
      ),
    );
    await Promise.all(
      paths.map(path => waitFor(() => api.request('GET', path), 60_000)),
    );
  });

  afterAll(() => api?.stop());

  /** Verdicts that differ. */
  async function compareAll(rows: readonly Row[]): Promise<object[]> {
    const differing: object[] = [];
    const queue = [...rows];
    const work = async () => {
      for (let row = queue.shift(); row; row = queue.shift()) {
        differing.push(...(await compare(row)));
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return differing;
  }

  it('agree on every document', async () => {
    const rows = documents();
    expect(rows).toHaveLength(886);
    expect(await compareAll(rows)).toEqual([]);
  });

  it('agree on what is left of them when a field is broken', async () => {
    const rows = documents().filter(
      ({ object }) => refusalsOf(object).length === 0,
    );
    const broken = rows
      .flatMap(({ id, object }) =>
        placesIn(object.spec, ['spec']).map(path => ({ id, object, path })),
      )
      // Every third place, each with one of the values; all of them would take minutes.
      .filter((_, index) => index % 3 === 0)
      .map(({ id, object, path }, index) => {
        const by = wrong[index % wrong.length];
        return {
          id: `${id} ${path.join('.')}: ${JSON.stringify(by)}`,
          object: Object(replaced(object, path, by)),
        };
      });
    expect(broken.length).toBeGreaterThan(2000);
    expect(await compareAll(broken)).toEqual([]);
  });
});
