import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';

const folder = process.env.ONMESH_VECTORS;

/**
 * One file of the conformance data that `ONMESH_VECTORS` points at, or undefined where there is none: a test that gets
 * undefined skips itself, so that it shows in the count of skipped tests.
 *
 * @throws when the folder is named but the file is not in it, so that a wrong path never looks like a pass.
 */
export function readVectors<T>(file: string): T | undefined {
  if (folder === undefined || folder === '') {
    return undefined;
  }
  const path = resolve(folder, file);
  if (!existsSync(path)) {
    throw new Error(
      `ONMESH_VECTORS names ${folder}, which holds no ${file}. Point it at the folder of the conformance data.`,
    );
  }
  return parse(readFileSync(path, 'utf8'));
}
