import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  analysisKinds,
  kinds,
  KubernetesObject,
  parseManifests,
  withoutPatches,
} from '@onmesh/plugin-mesh-common';
import { CliError, errorMessage } from '../CliError';
import { Io } from '../Io';
import { ObjectSources } from './ObjectSources';

const KUSTOMIZATION = /(^|[\\/])kustomization(\.ya?ml)?$/i;

/**
 * The objects of files, of folders with all below them, and of standard input (`-`).
 *
 * @throws CliError naming file and line of all that cannot be read, because a verdict without it could be wrong
 */
export async function readManifests(
  names: readonly string[],
  io: Io,
  options: { namespace?: string; sources?: ObjectSources } = {},
): Promise<KubernetesObject[]> {
  const texts = (
    await Promise.all(names.map(name => textsOf(name, io)))
  ).flat();
  const whole = withoutPatches(
    new Map(texts.map(({ file, text }) => [file, text])),
  );
  for (const { file } of texts.filter(one => !whole.has(one.file))) {
    io.err(
      `note: ${file}: passed over what a kustomization lays over an object; kustomize build gives what comes of both`,
    );
  }
  const parsed = texts
    .filter(({ file }) => whole.has(file))
    .map(({ file, text }) => ({
      file,
      text,
      ...parseManifests(text, file, { passOverOthers: true }),
    }));
  const problems = parsed.flatMap(({ problems: some }) => some);
  if (problems.length > 0) {
    throw new CliError(`The objects cannot be read:\n${problems.join('\n')}`);
  }
  const objects = parsed.flatMap(({ file, text, objects: some }) =>
    some.map(object => {
      const placed = withNamespace(object, options.namespace ?? 'default');
      options.sources?.add(placed, file, text);
      return placed;
    }),
  );
  if (objects.length === 0) {
    throw new CliError(`${names.join(', ')}: there is no Kubernetes object`);
  }
  for (const { file, passedOver } of parsed) {
    if (passedOver > 0 && !KUSTOMIZATION.test(file)) {
      io.err(
        `note: ${file}: passed over what is no Kubernetes object, or has no name yet`,
      );
    }
  }
  return objects;
}

interface NamedText {
  file: string;
  text: string;
}

async function textsOf(name: string, io: Io): Promise<NamedText[]> {
  if (name === '-') {
    return [{ file: 'standard input', text: await io.stdin() }];
  }
  try {
    const isFolder = (await stat(name)).isDirectory();
    const files = isFolder ? await manifestFiles(name) : [name];
    return await Promise.all(
      files.map(async file => ({ file, text: await readFile(file, 'utf8') })),
    );
  } catch (error) {
    throw new CliError(`${name} cannot be read: ${errorMessage(error)}`);
  }
}

/** The files with manifests in a folder and all below it, in the order of their names. */
export async function manifestFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(({ name }) => /\.(ya?ml|json)$|^Kustomization$/.test(name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  // A mounted ConfigMap shows each of its files by a link as well, which is the name that people know.
  const found = await Promise.all(
    paths.map(async path =>
      (await stat(path)).isFile()
        ? [[await realpath(path), path] as const]
        : [],
    ),
  );
  return [...new Map(found.flat()).values()];
}

/** As `kubectl apply` places objects that name no namespace. */
function withNamespace(
  object: KubernetesObject,
  namespace: string,
): KubernetesObject {
  const known = [...kinds, ...analysisKinds].find(
    ({ kind }) => kind === object.kind,
  );
  return known?.namespaced && object.metadata.namespace === undefined
    ? { ...object, metadata: { ...object.metadata, namespace } }
    : object;
}
