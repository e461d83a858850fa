// `yarn bench`: how much the core does and how its cost grows. Numbers for people: machines differ, so no test asks for them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './demo/paths.mjs';

const folder = join(root, 'plugins/mesh-common/src/__bench__');
const transform = createRequire(join(root, 'package.json')).resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);

/** Several benches by one name. */
const groups = { core: ['decisions', 'status', 'memory', 'view'] };
const wanted = process.argv.slice(2).flatMap(name => groups[name] ?? [name]);
const files = readdirSync(folder)
  .filter(file => file.endsWith('.bench.ts'))
  .filter(file => wanted.length === 0 || wanted.some(w => file.startsWith(w)));
if (files.length === 0) {
  console.error(`No bench is called ${wanted.join(' or ')}: see ${folder}`);
  process.exit(2);
}

const print = `
  const bench = require(process.argv[1]).default;
  console.log('\\n' + bench.title);
  for (const [name, value] of bench.run()) {
    console.log('  ' + name.padEnd(36) + value.padStart(24));
  }
`;
// Each in a process of its own, so that none runs in another's heap.
const failed = files.filter(
  file =>
    spawnSync(
      process.execPath,
      ['--require', transform, '--eval', print, join(folder, file)],
      { stdio: 'inherit' },
    ).status !== 0,
);
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.join(', ')}`);
  process.exit(1);
}
