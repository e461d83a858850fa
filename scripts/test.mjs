// Runs every test against every real part that the machine has, says loudly what it lacks, and ends with the line that
// people and CI look for: "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { startPostgres } from './testPostgres.mjs';

const reports = resolve('coverage');
mkdirSync(reports, { recursive: true });

const say = message => console.log(`[onmesh] ${message}`);
const skipped = (what, how) => say(`SKIPPED: ${what}. ${how}`);

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];
  return (
    process.env.ONMESH_CHROMIUM ??
    names
      .flatMap(name =>
        process.env.PATH.split(delimiter).map(folder => join(folder, name)),
      )
      .find(existsSync)
  );
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    say(`The runner wrote no ${file}; see its output above.`);
    return undefined;
  }
}

/** Runs a command that reports into a file; a run that writes no report counts as one failure. */
function runReporting(command, args, env, file, count) {
  rmSync(file, { force: true });
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const report = readReport(file);
  const counts = report ? count(report) : { passed: 0, failed: 1, skipped: 0 };
  // A failure outside any test, such as a crash of the runner, must not look green.
  if (status !== 0 && counts.failed === 0) {
    counts.failed = 1;
  }
  return counts;
}

function jest(env) {
  const file = join(reports, 'jest.json');
  return runReporting(
    'backstage-cli',
    [
      'repo',
      'test',
      '--watchAll=false',
      '--ci',
      // Real servers on a busy machine take their time; what hangs is still found.
      '--testTimeout=60000',
      '--json',
      `--outputFile=${file}`,
    ],
    env,
    file,
    totals => ({
      passed: totals.numPassedTests,
      failed: totals.numFailedTests + totals.numRuntimeErrorTestSuites,
      skipped: totals.numPendingTests + totals.numTodoTests,
    }),
  );
}

function browser(chromium) {
  const file = join(reports, 'playwright.json');
  return runReporting(
    'playwright',
    [
      'test',
      '--config',
      'packages/app/playwright.config.ts',
      '--reporter',
      'list,json',
    ],
    { ONMESH_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    file,
    ({ stats, suites }) => {
      printFailures(suites);
      return {
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected,
        skipped: stats.skipped,
      };
    },
  );
}

function printFailures(suites) {
  for (const suite of suites ?? []) {
    for (const spec of suite.specs ?? []) {
      if (!spec.ok) {
        say(`FAILED in the browser: ${spec.title}`);
        for (const { error } of spec.tests.flatMap(test => test.results)) {
          if (error) {
            console.log(error.message);
          }
        }
      }
    }
    printFailures(suite.suites);
  }
}

const env = { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
if (!process.env.ONMESH_VECTORS) {
  skipped(
    'the conformance tests against Istio, Argo Rollouts and the others',
    'Set ONMESH_VECTORS to the folder with their data.',
  );
}
if (!process.env.KUBEBUILDER_ASSETS) {
  skipped(
    'the tests on a real Kubernetes API server',
    'Set KUBEBUILDER_ASSETS to a folder with etcd and kube-apiserver (setup-envtest gives one).',
  );
}
if (spawnSync('promtool', ['--version'], { stdio: 'ignore' }).status !== 0) {
  skipped(
    'the metrics tests on a real Prometheus',
    'Put prometheus and promtool on PATH.',
  );
}
const postgres = await startPostgres();
if (postgres) {
  env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
    postgres.connectionString;
  env.BACKSTAGE_TEST_DISABLE_DOCKER = '1';
} else {
  skipped('the store tests on PostgreSQL', 'Install initdb and pg_ctl.');
}

const results = [];
try {
  say('Unit, store and cluster tests ...');
  results.push(jest(env));
  const chromium = findChromium();
  if (chromium) {
    say('The walk in Chromium ...');
    results.push(browser(chromium));
  } else {
    skipped(
      'the walk in the browser',
      'Install Chromium, or set ONMESH_CHROMIUM.',
    );
  }
} finally {
  postgres?.stop();
}

const sum = key => results.reduce((total, counts) => total + counts[key], 0);
console.log(
  `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
);
// A run without a single test proves nothing, so it is a failure too.
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
