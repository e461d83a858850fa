import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { KubernetesObject } from '../../../kubernetes/KubernetesObject';

/** The objects of a file of the conformance data that holds several documents. */
export function readDocuments(file: string): KubernetesObject[] {
  const folder = process.env.ONMESH_VECTORS;
  if (!folder) {
    throw new Error(`Set ONMESH_VECTORS to read ${file}`);
  }
  return parseAllDocuments(readFileSync(resolve(folder, file), 'utf8'))
    .map(document => document.toJS())
    .filter(object => object !== null && object !== undefined);
}
