import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that a started demo writes; removing it starts over. */
export const stateFolder = process.env.ONMESH_STATE
  ? resolve(process.env.ONMESH_STATE)
  : join(root, '.cache', 'demo');
