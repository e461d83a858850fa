import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';

/**
 * All documents of one file of the conformance data but the empty ones. Call it only where `readVectors` has found
 * the index that names the file.
 *
 * @throws when the file is not there, or is no YAML
 */
export function readVectorDocuments<T>(file: string): T[] {
  const path = resolve(process.env.ONMESH_VECTORS ?? '', file);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  return 'empty' in documents
    ? []
    : documents
        .map(document => {
          if (document.errors.length > 0) {
            throw document.errors[0];
          }
          return document.toJS();
        })
        .filter(content => content !== null);
}
