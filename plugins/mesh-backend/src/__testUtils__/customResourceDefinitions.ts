import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const vectors = process.env.ONMESH_VECTORS;
const folder =
  process.env.ONMESH_SCHEMAS ?? (vectors && resolve(vectors, '../schemas'));

/** One version of one kind in the index of the schemas. */
interface Entry {
  source: string;
  group: string;
  version: string;
  kind: string;
  plural: string;
  scope: string;
  served: boolean;
  storage: boolean;
  file: string;
}

/** Whether the schemas are there; says loudly when they are not. */
export function hasSchemas(): boolean {
  const there = folder !== undefined && existsSync(join(folder, 'index.json'));
  if (!there) {
    process.stderr.write(
      'Tests with the real schemas of custom resources are skipped: set ONMESH_SCHEMAS to their folder.\n',
    );
  }
  return there;
}

/** The CustomResourceDefinitions of some projects, with all their rules. */
export function customResourceDefinitions(sources: readonly string[]) {
  const found = entries().filter(({ source }) => sources.includes(source));
  const names = [...new Set(found.map(nameOf))];
  return names.map(name => {
    const versions = found.filter(entry => nameOf(entry) === name);
    const [{ group, scope, kind, plural }] = versions;
    return {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {
        name,
        annotations: {
          'api-approved.kubernetes.io': 'unapproved, for tests',
        },
      },
      spec: {
        group,
        scope,
        names: {
          kind,
          listKind: `${kind}List`,
          plural,
          singular: kind.toLowerCase(),
        },
        versions: versions.map(({ version, served, storage, file }) => ({
          name: version,
          served,
          storage,
          schema: { openAPIV3Schema: { type: 'object', ...schemaIn(file) } },
        })),
      },
    };
  });
}

/** How the API calls the objects of a kind. */
export function pluralOf(apiVersion: string, kind: string): string | undefined {
  return entries().find(
    entry =>
      `${entry.group}/${entry.version}` === apiVersion && entry.kind === kind,
  )?.plural;
}

function nameOf({ plural, group }: Entry): string {
  return `${plural}.${group}`;
}

function schemaIn(file: string): object {
  return JSON.parse(readFileSync(join(folder ?? '', file), 'utf8'));
}

function entries(): Entry[] {
  const index: { schemas: Entry[] } = JSON.parse(
    readFileSync(join(folder ?? '', 'index.json'), 'utf8'),
  );
  return index.schemas;
}
