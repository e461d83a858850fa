/* eslint-disable @backstage/no-relative-monorepo-imports -- Shared with the backend's own tests; no package exports test helpers. */
import { resolve } from 'node:path';
import { expect, Locator, test } from '@playwright/test';
import { customResource } from '../../../plugins/mesh-backend/src/__testUtils__/customResource';
import { freePorts } from '../../../plugins/mesh-backend/src/__testUtils__/freePorts';
import {
  hasKubernetes,
  KubeApiServer,
} from '../../../plugins/mesh-backend/src/__testUtils__/kubeApiServer';
import {
  deployment,
  istio,
  peerAuthentication,
  pod,
  policy,
  ready,
  surroundings,
} from './cluster/objects';
import { Kubectl } from './Kubectl';
import { Person } from './Person';
import { Portal } from './Portal';

const cluster = 'live';

const readerRole = resolve(
  __dirname,
  '../../../examples/kubernetes/reader.yaml',
);

/** How soon an open page shows what has changed in the cluster. */
const soon = { timeout: 15_000 };

function configuration(kubeconfig: string) {
  return {
    mesh: {
      clusters: [
        { name: cluster, type: 'kubernetes', kubeconfig, context: 'test' },
      ],
      // The demo's belong to the demo's cluster.
      metrics: null,
      gitops: { targets: [] },
    },
    catalog: {
      locations: [
        { type: 'file', target: resolve(__dirname, 'cluster/catalog.yaml') },
      ],
    },
  };
}

test.describe.configure({ mode: 'serial' });

test.describe('the Mesh tab on a real API server', () => {
  test.skip(!hasKubernetes(), 'KUBEBUILDER_ASSETS is not set');

  let api: KubeApiServer | undefined;
  let portal: Portal | undefined;
  let kubectl: Kubectl;
  let olivia: Person;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    api = await KubeApiServer.start();
    kubectl = new Kubectl(await api.kubeconfig('admin'), 'test');
    const mesh = ['PeerAuthentication', 'AuthorizationPolicy'].map(kind =>
      customResource(kind),
    );
    kubectl.apply(...mesh, ...istio, ...surroundings);
    // The portal gets the rights that the documentation asks for, and no others.
    kubectl.run(['apply', '-f', readerRole]);
    kubectl.run([
      ...['create', 'clusterrolebinding', 'portal'],
      ...['--clusterrole=onmesh-reader', '--user=viewer'],
    ]);
    kubectl.run([
      'wait',
      '--for=condition=Established',
      '--timeout=30s',
      ...mesh.map(({ metadata }) => `crd/${metadata.name}`),
    ]);
    const old = pod('orders-old', { injected: false });
    kubectl.apply(deployment({ injected: false }), policy, old);
    kubectl.applyStatus(ready(old));

    const [port] = await freePorts(1);
    const kubeconfig = await api.kubeconfig('viewer');
    portal = await Portal.start({ port, config: configuration(kubeconfig) });
    const context = await browser.newContext({ baseURL: portal.url });
    olivia = new Person(await context.newPage());
    await olivia.signIn('Enter as Olivia, service owner');
  });

  test.afterAll(async () => {
    await portal?.stop();
    await api?.stop();
  });

  const shows = async (text: string | RegExp) =>
    expect(olivia.page.getByText(text).first()).toBeVisible(soon);
  const state = (text: string): Locator =>
    olivia.page.getByText(text, { exact: true });

  test('shows what kubectl applied', async () => {
    const { page } = olivia;
    await page.goto('/catalog/default/component/orders/mesh');
    await expect(
      page.getByRole('heading', { name: 'Deployment live/shop/orders' }),
    ).toBeVisible();
    await expect(state('Not enrolled')).toBeVisible();
    await shows('0 of 1, 0 ready');
    await shows('8080 (http)');
    await shows('Plaintext only');
    await shows('No proxy stands before it, so nothing checks callers.');
    await olivia.lookAt('cluster-1-applied');
    // Gone after a reload, so that the last test can tell that there was none.
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  });

  test('a Deployment that gets the sidecar shows as enrolled', async () => {
    kubectl.apply(deployment({ injected: true }));
    await expect(state('Waits for a restart')).toBeVisible(soon);

    const injected = pod('orders-new', { injected: true });
    kubectl.apply(injected);
    await expect(state('Partly enrolled')).toBeVisible(soon);
    kubectl.delete(pod('orders-old', { injected: false }));
    await expect(state('Enrolled')).toBeVisible(soon);
    await shows('1 of 1, 0 ready');
    await shows('The proxy of 1 pod is not ready.');

    kubectl.applyStatus(ready(injected));
    await shows('1 of 1, 1 ready');
    await shows('mTLS and plaintext');
    await shows('Closed by default');
  });

  test('a changed PeerAuthentication is followed', async () => {
    kubectl.apply(peerAuthentication('STRICT'));
    await shows('mTLS only');
    await shows(/PeerAuthentication shop\/orders says STRICT/);
    await olivia.lookAt('cluster-2-strict');

    kubectl.apply(peerAuthentication('PERMISSIVE'));
    await shows('mTLS and plaintext');
  });

  test('a deleted AuthorizationPolicy is followed', async () => {
    await shows(/shop\/frontend may GET/);
    kubectl.delete(policy);
    await shows('Open by default');
    await shows('No rule applies to this target.');
  });

  test('while the API server is away, the page keeps what it knew and says how old that is and why', async () => {
    const { page } = olivia;
    await api?.stopApi();
    await shows('Cluster live is not fully known');
    await shows('Last heard from less than a minute ago.');
    await shows(
      /^The cluster cannot be read: .*ECONNREFUSED.*what is shown is from/,
    );
    await expect(state('Enrolled')).toBeVisible();
    await shows('mTLS and plaintext');
    await shows('Open by default');
    await olivia.lookAt('cluster-3-away');

    await api?.startApi();
    await expect(page.getByText('Cluster live is not fully known')).toBeHidden({
      timeout: 30_000,
    });
    kubectl.apply(peerAuthentication('STRICT'));
    await shows('mTLS only');
  });

  test('and all that in one page load', async () => {
    expect(await olivia.page.evaluate(() => 'sameDocument' in window)).toBe(
      true,
    );
  });
});
