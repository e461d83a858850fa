import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isError } from '@backstage/errors';
import { KubernetesObject, parseManifests } from '@onmesh/plugin-mesh-common';
import { errorMessage } from './errorMessage';

interface FileState {
  /** Time and size of the content that was read: what tells that it has to be read again. */
  version: string;
  /** Of the last content that was wholly good, else what could be read of the first one. */
  objects: KubernetesObject[];
  problems: string[];
}

/** A folder of manifests, read file by file, and only those files again that changed. */
export class ManifestFolder {
  readonly #folder: string;
  #files = new Map<string, FileState>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Looks for changes. A file that became unreadable keeps the objects of its last good content.
   *
   * @returns whether anything changed
   * @throws when the folder itself cannot be listed
   */
  async refresh(): Promise<boolean> {
    const entries = await readdir(this.#folder, {
      recursive: true,
      withFileTypes: true,
    });
    const paths = entries
      .filter(entry => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
    let changed = [...this.#files.keys()].some(path => !paths.includes(path));
    const files = new Map<string, FileState>();
    for (const path of paths) {
      const before = this.#files.get(path);
      const after = await this.#read(path, before);
      if (after) {
        files.set(path, after);
      }
      changed ||= after !== before;
    }
    this.#files = files;
    return changed;
  }

  objects(): KubernetesObject[] {
    return [...this.#files.values()].flatMap(file => file.objects);
  }

  problems(): string[] {
    return [...this.#files.values()].flatMap(file => file.problems);
  }

  async #read(
    path: string,
    before: FileState | undefined,
  ): Promise<FileState | undefined> {
    try {
      const { mtimeMs, size, ino } = await stat(path);
      const version = `${mtimeMs}/${size}/${ino}`;
      if (before?.version === version) {
        return before;
      }
      const { objects, problems } = parseManifests(
        await readFile(path, 'utf8'),
        relative(this.#folder, path),
      );
      return {
        version,
        problems,
        objects: problems.length > 0 && before ? before.objects : objects,
      };
    } catch (error) {
      if (isMissing(error)) {
        // Removed between the listing and the reading.
        return undefined;
      }
      const problem = `${relative(this.#folder, path)}: ${errorMessage(error)}`;
      return before?.problems.includes(problem)
        ? before
        : {
            version: '',
            objects: before?.objects ?? [],
            problems: [problem],
          };
    }
  }
}

function isMissing(error: unknown): boolean {
  return isError(error) && 'code' in error && error.code === 'ENOENT';
}
