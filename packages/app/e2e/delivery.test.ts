/* eslint-disable @backstage/no-relative-monorepo-imports -- Shared with the backend's own tests; no package exports test helpers. */
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { customResource } from '../../../plugins/mesh-backend/src/__testUtils__/customResource';
import { freePorts } from '../../../plugins/mesh-backend/src/__testUtils__/freePorts';
import {
  hasKubernetes,
  KubeApiServer,
} from '../../../plugins/mesh-backend/src/__testUtils__/kubeApiServer';
import {
  applyStatus,
  pausedRollout,
  rolloutResource,
  routesOf,
  storedRollout,
} from '../../../plugins/mesh-backend/src/__testUtils__/rollouts';
import { surroundings } from './cluster/objects';
import { Kubectl } from './Kubectl';
import { Person } from './Person';
import { Portal } from './Portal';

/** How soon an open page shows what has changed in the cluster. */
const soon = { timeout: 15_000 };

const example = (file: string) =>
  resolve(__dirname, '../../../examples/kubernetes', file);

function configuration(kubeconfigs: { reader: string; deliverer: string }) {
  const context = 'test';
  return {
    mesh: {
      clusters: [
        {
          name: 'live',
          type: 'kubernetes',
          kubeconfig: kubeconfigs.reader,
          context,
          deliverer: { kubeconfig: kubeconfigs.deliverer, context },
        },
      ],
      canary: { actions: { enabled: true } },
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

type Status = ReturnType<typeof pausedRollout>['status'];

test.describe.configure({ mode: 'serial' });

test.describe('a canary, steered from the portal', () => {
  test.skip(!hasKubernetes(), 'KUBEBUILDER_ASSETS is not set');

  let api: KubeApiServer | undefined;
  let portal: Portal | undefined;
  let olivia: Person;

  test.beforeAll(async ({ browser }) => {
    test.setTimeout(300_000);
    api = await KubeApiServer.start();
    const kubectl = new Kubectl(await api.kubeconfig('admin'), 'test');
    const crd = rolloutResource({ subresource: true });
    const routes = customResource('VirtualService');
    kubectl.apply(crd, routes, ...surroundings);
    // The portal gets the rights that the documentation asks for, and no others.
    for (const [file, user] of [
      ['reader', 'viewer'],
      ['deliverer', 'deliverer'],
    ]) {
      kubectl.run(['apply', '-f', example(`${file}.yaml`)]);
      kubectl.run([
        ...['create', 'clusterrolebinding', user],
        ...[`--clusterrole=onmesh-${file}`, `--user=${user}`],
      ]);
    }
    kubectl.run([
      ...['wait', '--for=condition=Established', '--timeout=30s'],
      ...[crd, routes].map(({ metadata }) => `crd/${metadata.name}`),
    ]);
    const { status, ...rollout } = pausedRollout('orders');
    kubectl.apply(rollout, routesOf('orders', 10));
    await controllerSays(status);

    const [port] = await freePorts(1);
    portal = await Portal.start({
      port,
      config: configuration({
        reader: await api.kubeconfig('viewer'),
        deliverer: await api.kubeconfig('deliverer'),
      }),
    });
    const context = await browser.newContext({ baseURL: portal.url });
    olivia = new Person(await context.newPage());
    await olivia.signIn('Enter as Olivia, service owner');
  });

  test.afterAll(async () => {
    await portal?.stop();
    await api?.stop();
  });

  const server = () => {
    if (!api) {
      throw new Error('The API server was not started');
    }
    return api;
  };
  /** What the controller writes; here is none, so the test is. */
  async function controllerSays(changes: Partial<Status>) {
    const { status, ...rollout } = pausedRollout('orders');
    await applyStatus(server(), {
      ...rollout,
      status: { ...status, ...changes },
    });
  }
  const statusNow = async (): Promise<Status & { abort?: boolean }> =>
    (await storedRollout(server(), 'orders')).status;
  const shows = (text: string | RegExp) =>
    expect(olivia.page.getByText(text).first()).toBeVisible(soon);
  const dialog = () => olivia.page.getByRole('dialog');

  test('shows that it waits for a person, and what that person can do', async () => {
    await olivia.page.goto('/catalog/default/component/orders/mesh');
    await shows('Paused, step 2 of 4, canary 10 %');
    for (const name of ['Promote', 'Promote fully', 'Abort']) {
      await expect(
        olivia.page.getByRole('button', { name, exact: true }),
      ).toBeVisible();
    }
    await olivia.lookAt('delivery-1-waits');
  });

  test('Olivia promotes what she sees; the page follows what the controller makes of it', async () => {
    const before = await statusNow();
    await olivia.press(
      olivia.page.getByRole('button', { name: 'Promote', exact: true }),
    );
    await expect(dialog()).toContainText(
      'The pause ends.Version b2 goes on with step 3 of 4: set weight 50 %.',
    );
    await olivia.lookAt('delivery-2-asks');
    await olivia.type(
      dialog().getByLabel('Reason (optional)'),
      'The numbers are good',
    );
    await olivia.press(dialog().getByRole('button', { name: 'Promote' }));

    await shows(/^Promoted\. The controller carries it out/);
    const { pauseConditions, ...rest } = before;
    expect(pauseConditions).toHaveLength(1);
    expect(await statusNow()).toEqual(rest);
    await shows('waiting for rollout to unpause');
    const history = olivia.page.getByRole('table', {
      name: 'History of this delivery',
    });
    await expect(history).toContainText('The numbers are good');

    await server().apply(routesOf('orders', 50));
    await controllerSays({
      currentStepIndex: 3,
      canary: { weights: { canary: { weight: 50 }, stable: { weight: 50 } } },
    });
    await shows('Paused, step 4 of 4, canary 50 %');
  });

  test('who still reads when another version comes is stopped', async () => {
    await olivia.press(olivia.page.getByRole('button', { name: 'Abort' }));
    await expect(dialog()).toContainText('All traffic goes back to version a1');
    await controllerSays({ currentPodHash: 'c3' });

    await expect(dialog()).toContainText(
      'The version under delivery was b2 and is now c3.',
      soon,
    );
    await expect(
      dialog().getByRole('button', { name: 'Abort' }),
    ).toBeDisabled();
    await olivia.lookAt('delivery-3-stale');
    await olivia.page.keyboard.press('Escape');
    expect((await statusNow()).abort).toBeUndefined();
  });

  test('Olivia aborts, and has to say why', async () => {
    await olivia.press(olivia.page.getByRole('button', { name: 'Abort' }));
    await olivia.press(dialog().getByRole('button', { name: 'Abort' }));
    await expect(dialog()).toContainText('Say why.');
    await olivia.type(
      dialog().getByLabel('Reason, for the history'),
      'Errors at checkout',
    );
    await olivia.press(dialog().getByRole('button', { name: 'Abort' }));

    await shows(/^Aborted\. The controller carries it out/);
    expect((await statusNow()).abort).toBe(true);
    await shows('The delivery was aborted');
    await shows('Errors at checkout');
    await expect(
      olivia.page.getByRole('button', { name: 'Try again' }),
    ).toBeVisible(soon);
    await olivia.lookAt('delivery-4-aborted');
  });

  test('Pat, who does not own the service, sees it and can do nothing', async ({
    browser,
  }) => {
    const context = await browser.newContext({ baseURL: portal?.url });
    const pat = new Person(await context.newPage());
    await pat.signIn('Enter as Pat, platform engineer');
    await pat.page.goto('/catalog/default/component/orders/mesh');
    await expect(
      pat.page.getByText(/^Only its owners may steer the delivery/),
    ).toBeVisible(soon);
    await expect(
      pat.page.getByRole('button', { name: 'Try again' }),
    ).toBeHidden();
    await expect(pat.page.getByText('Errors at checkout')).toBeVisible();
    await context.close();
  });
});
