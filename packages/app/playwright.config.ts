import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = Number(process.env.ONMESH_PORT ?? 7107);

/** The walk runs against what `npm start` serves: a fresh demo, on a port and in a folder of its own. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../../coverage/walk',
  // One story, told in order: each chapter continues where the last one ended.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1360, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.ONMESH_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node ../../scripts/demo.mjs --reset',
    url: `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'pipe',
    env: {
      ONMESH_PORT: String(port),
      ONMESH_STATE: resolve(__dirname, '../../coverage/demo'),
    },
  },
});
