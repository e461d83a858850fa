import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const IGNORED = /^(node_modules|dist|coverage|__testUtils__)$|\.test\.tsx?$/;

function* filesIn(path) {
  if (!existsSync(path)) {
    return;
  }
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!IGNORED.test(name)) {
      yield* filesIn(join(path, name));
    }
  }
}

/** One hash of the names and contents of the files at these paths, folders in full, without tests and build output. */
export function hashFiles(root, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(path => [...filesIn(join(root, path))])) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
