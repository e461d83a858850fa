import { ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Canary,
  GatesResponse,
  GateType,
  GateUrlsResponse,
  KubernetesObject,
} from '@onmesh/plugin-mesh-common';
import request from 'supertest';
import { customResource } from '../__testUtils__/customResource';
import { testDatabases } from '../__testUtils__/databases';
import { freePorts } from '../__testUtils__/freePorts';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import { OLIVIA, ORDERS, startPortal } from '../__testUtils__/startPortal';
import { waitFor } from '../__testUtils__/waitFor';

/** Path of Flagger's program: `go install github.com/fluxcd/flagger/cmd/flagger@v1.44.0` makes it. */
const program = process.env.ONMESH_FLAGGER;
const describeWithFlagger =
  hasKubernetes() && program ? describe : describe.skip;

// Flagger looks every ten seconds, and no more often.
const LOOKS = 90_000;
jest.setTimeout(6 * LOOKS);

const databases = testDatabases();
const NAME = 'order-service';
const target = { cluster: 'live', namespace: 'shop', workload: NAME };

/** A kind of Flagger that is not one of those that we read. */
function unread(plural: string, kind: string) {
  const crd = customResource('Canary');
  return {
    ...crd,
    metadata: { name: `${plural}.flagger.app` },
    spec: {
      ...crd.spec,
      names: { kind, plural, singular: kind.toLowerCase() },
    },
  };
}

function canaryResource() {
  const crd = customResource('Canary');
  const [version] = (crd.spec as { versions: object[] }).versions;
  return {
    ...crd,
    spec: {
      ...crd.spec,
      versions: [{ ...version, subresources: { status: {} } }],
    },
  };
}

function deployment(image: string) {
  const labels = { app: NAME };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: NAME, namespace: 'shop', labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'app', image }] },
      },
    },
  };
}

const canary = (webhooks: GateUrlsResponse['webhooks']) => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'Canary',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    provider: 'istio',
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: NAME },
    service: { port: 80, targetPort: 8080 },
    analysis: {
      interval: '10s',
      threshold: 5,
      stepWeight: 50,
      maxWeight: 50,
      webhooks,
    },
  },
});

describeWithFlagger('the real Flagger', () => {
  let api: KubeApiServer;
  let flagger: ChildProcess | undefined;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let controller: NodeJS.Timeout;

  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      canaryResource(),
      unread('metrictemplates', 'MetricTemplate'),
      unread('alertproviders', 'AlertProvider'),
      customResource('VirtualService', 'v1beta1'),
      customResource('DestinationRule', 'v1beta1'),
    );
    controller = setInterval(() => {
      playDeployments(api).catch(() => {});
    }, 1000);
    portal = await startPortal(await databases.create('SQLITE_3'), undefined, {
      clusters: [
        {
          name: 'live',
          type: 'kubernetes',
          kubeconfig: await api.kubeconfig('admin'),
          context: 'test',
        },
      ],
      metrics: undefined,
    });
    const [port] = await freePorts(1);
    flagger = spawn(
      program ?? '',
      [
        `-kubeconfig=${await kubeconfigOfFlagger(api)}`,
        '-mesh-provider=istio',
        // Nobody answers there, and no metric is asked for.
        '-metrics-server=http://127.0.0.1:1',
        '-enable-leader-election=false',
        '-control-loop-interval=10s',
        `-port=${port}`,
      ],
      { stdio: process.env.ONMESH_FLAGGER_LOG ? 'inherit' : 'ignore' },
    );
  });

  afterAll(async () => {
    clearInterval(controller);
    flagger?.kill('SIGKILL');
    await portal?.stop();
    await api?.stop();
  });

  const authorization = mockCredentials.user.header(OLIVIA);
  const post = (path: string, body: object = {}) =>
    request(portal.server)
      .post(`/api/mesh/gates${path}`)
      .set('authorization', authorization)
      .send({ entityRef: ORDERS, target, ...body });
  const reads = async (): Promise<GatesResponse> =>
    (
      await request(portal.server)
        .get(
          `/api/mesh/gates?${new URLSearchParams({ entityRef: ORDERS, ...target })}`,
        )
        .set('authorization', authorization)
    ).body;
  const statusNow = async (): Promise<Canary['status']> =>
    JSON.parse(
      await api.request(
        'GET',
        '/apis/flagger.app/v1beta1/namespaces/shop/canaries/orders',
      ),
    ).status;
  const phaseIs = (phase: string) =>
    waitFor(async () => expect((await statusNow())?.phase).toBe(phase), LOOKS);
  const approves = async (gate: GateType) => {
    let found: GatesResponse['gates'][number] | undefined;
    await waitFor(async () => {
      found = (await reads()).gates.find(one => one.gate === gate);
      expect([found?.waiting, found?.problem]).toEqual([true, undefined]);
    }, LOOKS);
    expect(
      (await post('/approvals', { gate, seen: found?.revision })).status,
    ).toBe(200);
  };

  it('waits for an approval to start and one to promote, and takes the version back when told to', async () => {
    await api.apply(deployment('shop/orders:1'), canary([]));
    let webhooks: GateUrlsResponse['webhooks'] = [];
    await waitFor(async () => {
      const { status, body } = await post('/urls');
      expect(status).toBe(200);
      webhooks = body.webhooks;
    }, LOOKS);
    const { port } = portal.server.address() as AddressInfo;
    await api.apply(
      canary(
        webhooks
          .filter(({ type }) => type !== 'confirm-traffic-increase')
          .map(webhook => ({
            ...webhook,
            url: webhook.url.replace(
              /^.*?(?=\/api\/)/,
              `http://127.0.0.1:${port}`,
            ),
          })),
      ),
    );
    await phaseIs('Initialized');

    await api.apply(deployment('shop/orders:2'));
    await phaseIs('Waiting');
    await approves('confirm-rollout');
    await phaseIs('Progressing');
    await phaseIs('WaitingPromotion');
    expect((await reads()).url?.askedAt).toBeDefined();
    await approves('confirm-promotion');
    await phaseIs('Succeeded');

    // The next version, and an approval of the last one that is still there.
    await api.apply(deployment('shop/orders:3'));
    await phaseIs('Waiting');
    await approves('confirm-rollout');
    await phaseIs('WaitingPromotion');
    const rollback = (await reads()).gates.find(
      ({ gate }) => gate === 'rollback',
    );
    expect(
      (
        await post('/approvals', {
          gate: 'rollback',
          seen: rollback?.revision,
        })
      ).status,
    ).toBe(200);
    await phaseIs('Failed');
    expect((await reads()).history.map(({ gate }) => gate)).toEqual([
      'rollback',
      'confirm-rollout',
      'confirm-promotion',
      'confirm-rollout',
    ]);
  });
});

/** Does what the controllers of Deployments would: says that all pods are there. */
async function playDeployments(api: KubeApiServer): Promise<void> {
  const {
    items,
  }: { items: (KubernetesObject & { spec: { replicas?: number } })[] } =
    JSON.parse(
      await api.request('GET', '/apis/apps/v1/namespaces/shop/deployments'),
    );
  for (const { metadata, spec } of items) {
    const replicas = spec.replicas ?? 1;
    await api.request(
      'PATCH',
      `/apis/apps/v1/namespaces/shop/deployments/${metadata.name}/status?fieldManager=played&force=true`,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: metadata.name, namespace: 'shop' },
        status: {
          observedGeneration: metadata.generation,
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        },
      },
    );
  }
}

/** Flagger takes no name of a context, only the current one. */
async function kubeconfigOfFlagger(api: KubeApiServer): Promise<string> {
  const file = await api.kubeconfig('admin');
  const config = JSON.parse(await readFile(file, 'utf8'));
  const own = `${file}.flagger`;
  await writeFile(
    own,
    JSON.stringify({ ...config, 'current-context': 'test' }),
    { mode: 0o600 },
  );
  return own;
}
