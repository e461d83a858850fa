import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  KubernetesObject,
  parseManifests,
  rolloutPatches,
} from '@onmesh/plugin-mesh-common';
import { deliveryWriterContract } from '@onmesh/plugin-mesh-node';
import { hasKubernetes, KubeApiServer } from '../__testUtils__/kubeApiServer';
import {
  applyRollout,
  applyStatus,
  pausedRollout,
  rolloutResource,
  storedRollout,
} from '../__testUtils__/rollouts';
import { waitFor } from '../__testUtils__/waitFor';
import { KubernetesDeliveryWriter } from './KubernetesDeliveryWriter';

jest.setTimeout(90_000);

const roles = parseManifests(
  readFileSync(
    resolve(__dirname, '../../../../examples/kubernetes/deliverer.yaml'),
    'utf8',
  ),
  'deliverer.yaml',
).objects;

/** Gives the deliverer a role of the example, in one namespace. */
const grant = (role: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: role, namespace: 'shop' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: role,
  },
  subjects: [
    { kind: 'User', name: 'deliverer', apiGroup: 'rbac.authorization.k8s.io' },
  ],
});
const namespace = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const describeWithKubernetes = hasKubernetes() ? describe : describe.skip;

describeWithKubernetes('KubernetesDeliveryWriter on a real API server', () => {
  let api: KubeApiServer;
  let writer: KubernetesDeliveryWriter;
  let count = 0;

  const connection = async (user: 'admin' | 'viewer' | 'deliverer') => ({
    kubeconfig: await api.kubeconfig(user),
    context: 'test',
  });
  const target = (workload: string) => ({
    cluster: 'test',
    namespace: 'shop',
    workload,
  });

  beforeAll(async () => {
    api = await KubeApiServer.start();
    await api.apply(
      namespace('shop'),
      namespace('bank'),
      rolloutResource({ subresource: true }),
      ...roles,
    );
    await api.apply(grant('onmesh-deliverer'));
    await waitFor(() => applyRollout(api, pausedRollout('first')));
    writer = new KubernetesDeliveryWriter({
      cluster: 'test',
      deliverer: await connection('deliverer'),
      reader: await connection('viewer'),
    });
    await waitFor(() => writer.read(target('first')));
  });
  afterAll(() => api?.stop());

  const arrange = async () => {
    const name = `orders-${(count += 1)}`;
    await applyRollout(api, pausedRollout(name));
    return { name, target: target(name) };
  };

  it.each(deliveryWriterContract)('$name', async ({ run }) => {
    const { name, target: at } = await arrange();
    let replicas = 2;
    const change = async () => {
      const { status, ...object } = pausedRollout(name);
      replicas += 1;
      await api.apply({ ...object, spec: { ...object.spec, replicas } });
    };
    await expect(run({ writer, target: at, change })).resolves.toBeUndefined();
  });

  it.each([
    ['promote', { pauseConditions: undefined }],
    ['promote-full', { promoteFull: true }],
    ['abort', { abort: true }],
    ['retry', { abort: false }],
  ] as const)(
    'leaves exactly the documented field changed: %s',
    async (action, changed) => {
      const { name, target: at } = await arrange();
      const before = await storedRollout(api, name);
      const rollout = await writer.read(at);
      const [patch, ...others] = rolloutPatches(action, rollout);
      expect(others).toEqual([]);

      await writer.patch(at, patch, {
        resourceVersion: rollout.metadata.resourceVersion ?? '',
      });

      const { pauseConditions, ...status } = before.status;
      expect(await storedRollout(api, name)).toEqual({
        ...before,
        status:
          'pauseConditions' in changed
            ? status
            : { ...before.status, ...changed },
      });
    },
  );

  it('refuses a write of the controller in between, too', async () => {
    const { name, target: at } = await arrange();
    const seen = await writer.read(at);
    await applyStatus(
      api,
      pausedRollout(name, { status: { currentPodHash: 'c3' } }),
    );

    await expect(
      writer.patch(at, rolloutPatches('promote', seen)[0], {
        resourceVersion: seen.metadata.resourceVersion ?? '',
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(
      (await storedRollout(api, name)).status.pauseConditions,
    ).toHaveLength(1);
  });

  it('may not change the spec with the first role, and may with the second', async () => {
    const { target: at } = await arrange();
    const { metadata } = await writer.read(at);
    const unpause = () =>
      writer.patch(
        at,
        {
          resource: 'rollouts',
          type: 'application/merge-patch+json',
          body: { spec: { paused: false } },
        },
        { resourceVersion: metadata.resourceVersion ?? '' },
      );
    await expect(unpause()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('deliverer.yaml'),
    });

    await api.apply(grant('onmesh-deliverer-unpause'));
    await waitFor(unpause);
    await api.delete(grant('onmesh-deliverer-unpause'));
  });

  it('may do nothing where nobody bound the role', async () => {
    await expect(
      writer.read({ ...target('first'), namespace: 'bank' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });

  it('never works under the identity that reads, whatever that is called', async () => {
    const same = new KubernetesDeliveryWriter({
      cluster: 'test',
      deliverer: { ...(await connection('deliverer')), token: 'viewer' },
      reader: await connection('viewer'),
    });

    await expect(same.read(target('first'))).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining('identity that reads'),
    });
  });

  it('takes a token in place of the credentials of the reader', async () => {
    const reader = await connection('viewer');
    const byToken = new KubernetesDeliveryWriter({
      cluster: 'test',
      deliverer: { ...reader, token: 'deliverer' },
      reader,
    });

    await expect(byToken.read(target('first'))).resolves.toMatchObject({
      metadata: { name: 'first' },
    });
  });

  it('says when nobody answers', async () => {
    await api.stopApi();

    await expect(writer.read(target('first'))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('did not answer'),
    });
    await api.startApi();
  });
});
