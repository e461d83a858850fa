// Runs the unit tests and ends with the line that people and CI look for: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const report = 'coverage/jest.json';
mkdirSync('coverage', { recursive: true });
rmSync(report, { force: true });

if (!process.env.ONMESH_VECTORS) {
  console.log(
    '[onmesh] ONMESH_VECTORS is not set: the conformance tests against Istio are SKIPPED.',
  );
}
const { status } = spawnSync(
  'backstage-cli',
  [
    'repo',
    'test',
    '--watchAll=false',
    '--ci',
    '--json',
    `--outputFile=${report}`,
  ],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  },
);

let totals;
try {
  totals = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  console.error(
    `[onmesh] The test runner wrote no ${report}; see its output above.`,
  );
  process.exit(status || 1);
}
const brokenSuites = totals.numRuntimeErrorTestSuites;
const failed = totals.numFailedTests + brokenSuites;
console.log(
  `${totals.numPassedTests} passed, ${failed} failed, ${totals.numPendingTests + totals.numTodoTests} skipped`,
);
// A run without a single test proves nothing, so it is a failure too.
process.exit(status || (failed > 0 || totals.numPassedTests === 0 ? 1 : 0));
