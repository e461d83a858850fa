import { z } from 'zod';
import { kustomizationNames } from '../manifests/editKustomization';
import { Files, readValues } from './readFolder';

const texts = z.array(z.string()).catch([]);
const text = z.string().optional().catch(undefined);
const labels = z.record(z.string(), z.unknown()).catch({});
const patches = z
  .array(
    z.object({
      path: text,
      patch: text,
      target: z.object({ kind: text, name: text }).optional().catch(undefined),
    }),
  )
  .catch([]);

// Read generously: what a kustomization may say is for kustomize to judge.
const schema = z.object({
  resources: texts,
  bases: texts,
  components: texts,
  namespace: text,
  namePrefix: text,
  nameSuffix: text,
  commonLabels: labels,
  labels: z
    .array(
      z.object({
        pairs: labels,
        includeSelectors: z.boolean().catch(false),
        includeTemplates: z.boolean().catch(false),
      }),
    )
    .catch([]),
  replicas: z.array(z.object({ name: text })).catch([]),
  patches,
  patchesStrategicMerge: texts,
  patchesJson6902: patches,
});

/** What a kustomization lays over objects. */
export interface KustomizePatch {
  /** As it is written: the fields of an object, or JSON 6902. */
  text: string;
  /** Of the file that it stands in, unless it stands in the kustomization. */
  path?: string;
  /** Which objects it is for; those that it is written as when absent. Names are regular expressions. */
  target?: { kind?: string; name?: string };
}

/** A kustomization, as far as it decides what becomes of the files that it names. */
export interface Kustomization {
  path: string;
  /** Where it is, with a slash at the end. */
  folder: string;
  /** Files and folders that it takes, as paths of the repository. */
  resources: string[];
  /** Folders of components, which change all that it takes. */
  components: string[];
  patches: KustomizePatch[];
  says: z.infer<typeof schema>;
}

/** All kustomizations among files; one that cannot be read says nothing. */
export function kustomizations(files: Files): Kustomization[] {
  return [...files]
    .filter(([path]) => kustomizationNames.includes(nameOf(path)))
    .map(([path, content]) => {
      const said = (readValues(content) ?? []).find(value => value !== null);
      const read = schema.safeParse(said);
      return kustomization(path, read.data ?? schema.parse({}), files);
    });
}

/** The files but for what kustomizations lay over objects: that has the form of an object and is none. */
export function withoutPatches(files: Files): Files {
  const laidOver = kustomizations(files).flatMap(one =>
    one.patches.map(({ path }) => path),
  );
  return new Map([...files].filter(([path]) => !laidOver.includes(path)));
}

/** The one that takes a file: the one beside it, or else one further up that names it. */
export function kustomizationOf(
  all: readonly Kustomization[],
  path: string,
): Kustomization | undefined {
  const home = folderOf(path);
  return (
    all.find(({ folder }) => folder === home) ??
    all.find(({ resources }) => resources.includes(path))
  );
}

/**
 * Each way in which a kustomization comes to be applied: itself last, and whoever takes it before it. One with others below
 * it may be applied by itself as well. There may be very many, so they come one by one.
 */
export function* waysTo(
  all: readonly Kustomization[],
  last: Kustomization,
): Generator<Kustomization[]> {
  // Without itself, so that two that take each other, which kustomize refuses, come to an end.
  const others = all.filter(one => one !== last);
  const takers = others.filter(({ resources }) =>
    resources.includes(last.folder.slice(0, -1)),
  );
  if (takers.every(({ folder }) => folder.startsWith(last.folder))) {
    yield [last];
  }
  for (const taker of takers) {
    for (const way of waysTo(others, taker)) {
      yield [...way, last];
    }
  }
}

function kustomization(
  path: string,
  says: Kustomization['says'],
  files: Files,
): Kustomization {
  const folder = folderOf(path);
  const at = (relative: string) => resolved(folder, relative);
  const patch = (
    written: string,
    target?: KustomizePatch['target'],
  ): KustomizePatch => {
    const file = files.get(at(written));
    return file === undefined
      ? { text: written, target }
      : { text: file, path: at(written), target };
  };
  return {
    path,
    folder,
    resources: [...says.resources, ...says.bases].map(at),
    components: says.components.map(at),
    patches: [
      ...[...says.patches, ...says.patchesJson6902].map(one =>
        patch(one.path ?? one.patch ?? '', one.target),
      ),
      ...says.patchesStrategicMerge.map(one => patch(one)),
    ],
    says,
  };
}

/** As a path of the repository, or of a file system. */
function resolved(folder: string, relative: string): string {
  return `${folder}${relative}`
    .split('/')
    .reduce<string[]>((parts, part, i) => {
      if (part === '..' && ![undefined, '', '..'].includes(parts.at(-1))) {
        return parts.slice(0, -1);
      }
      return part === '.' || (part === '' && i > 0) ? parts : [...parts, part];
    }, [])
    .join('/');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
