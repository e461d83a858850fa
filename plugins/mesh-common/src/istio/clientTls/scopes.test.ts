import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../../view/ClusterView';
import { meshMtls } from './meshMtls';
import { mtlsConflicts } from './mtlsConflicts';
import { namespaceMtls } from './namespaceMtls';
import { workloadMtls } from './workloadMtls';

const object = (
  kind: string,
  namespace: string,
  name: string,
  spec: object,
  labels?: Record<string, string>,
): KubernetesObject & { spec: object } => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace, ...(labels && { labels }) },
  spec,
});
const pod = (name: string, app: string, ...containers: string[]) =>
  object(
    'Pod',
    'shop',
    name,
    { containers: containers.map(container => ({ name: container })) },
    { app, 'pod-template-hash': name },
  );
const cart = object('Service', 'shop', 'cart', {
  selector: { app: 'cart' },
  ports: [{ name: 'http', port: 80, targetPort: 8080 }],
});
const mode = (namespace: string, value: string) =>
  object('PeerAuthentication', namespace, 'default', {
    mtls: { mode: value },
  });
const hidden = pod('cart-3', 'cart', 'app', 'istio-proxy');
hidden.metadata.labels = {
  app: 'cart',
  'security.istio.io/tlsMode': 'disabled',
};
const strictCart = object('PeerAuthentication', 'shop', 'cart', {
  selector: { matchLabels: { app: 'cart' } },
  mtls: { mode: 'STRICT' },
});
const rule = (namespace: string, host: string, tls: string, more = {}) =>
  object('DestinationRule', namespace, 'tls', {
    host,
    trafficPolicy: { tls: { mode: tls } },
    ...more,
  });
const view = (objects: KubernetesObject[], gaps: ViewGap[] = []) =>
  new ClusterView({ cluster: 'east', objects, gaps });

describe('mTLS of a mesh and its namespaces', () => {
  it('says in a sentence what is accepted, what is sent and by which object', () => {
    const found = namespaceMtls(
      view([
        mode('shop', 'STRICT'),
        rule('web', '*.shop.svc.cluster.local', 'DISABLE'),
      ]),
      'shop',
    );

    expect(found.verdict).toBe('conflict');
    expect(found.reason).toBe(
      'Only mTLS is accepted: PeerAuthentication shop/default says STRICT in spec.mtls.mode. ' +
        "Clients of the same namespace: the caller sends mTLS: no DestinationRule sets TLS and the endpoint has a proxy, so mTLS is automatic; and the endpoint's mode is STRICT, which accepts it. " +
        "Clients in web: the caller sends plaintext: the DestinationRule for *.shop.svc.cluster.local sets DISABLE; and the endpoint's mode is STRICT, which refuses it.",
    );
    expect(
      found.clients.map(({ where, namespace }) => [where, namespace]),
    ).toEqual([
      ['own', undefined],
      ['elsewhere', undefined],
      ['named', 'web'],
    ]);
  });

  it('is mixed where some clients send mTLS and others plaintext', () => {
    expect(meshMtls(view([rule('web', '*.local', 'DISABLE')])).verdict).toBe(
      'permissive-mixed',
    );
  });

  it.each(['PeerAuthentication', 'DestinationRule'])(
    'is unknown where %s objects could not be read',
    kind => {
      const gap = { kind, reason: 'forbidden', notInstalled: false };
      const partial = view([mode('shop', 'STRICT')], [gap]);
      for (const found of [
        meshMtls(partial),
        namespaceMtls(partial, 'shop'),
        workloadMtls(partial, { namespace: 'shop' })[0],
      ]) {
        expect(found).toMatchObject({ verdict: 'unknown', server: 'unknown' });
        expect(found.reason).toBe(
          `${kind} objects could not be read: forbidden.`,
        );
      }
    },
  );

  it('says where exceptions may be missing, as pods could not be read', () => {
    const gap = { kind: 'Pod', reason: 'forbidden', notInstalled: false };
    expect(
      namespaceMtls(view([mode('shop', 'STRICT')], [gap]), 'shop'),
    ).toMatchObject({
      verdict: 'strict',
      exceptions: [],
      incomplete: 'Pod objects could not be read: forbidden.',
    });
    expect(
      namespaceMtls(view([mode('shop', 'STRICT')]), 'shop').incomplete,
    ).toBeUndefined();
  });

  it('counts pods without a proxy by workload, and finished ones not at all', () => {
    const done = {
      ...pod('job-1', 'job', 'app'),
      status: { phase: 'Succeeded' },
    };
    const { exceptions } = namespaceMtls(
      view([
        mode('shop', 'STRICT'),
        pod('legacy-1', 'legacy', 'app'),
        pod('legacy-2', 'legacy', 'app'),
        pod('cart-1', 'cart', 'app', 'istio-proxy'),
        done,
      ]),
      'shop',
    );

    expect(exceptions).toEqual([
      {
        kind: 'pods-without-proxy',
        labels: { app: 'legacy' },
        pods: 2,
        server: 'none',
        acceptsPlaintext: true,
      },
    ]);
  });

  it('takes an ambient namespace for what it is: mTLS by tunnel, whatever rules say', () => {
    const ambient = pod('cart-1', 'cart', 'app');
    ambient.metadata.annotations = {
      'ambient.istio.io/redirection': 'enabled',
    };
    const found = namespaceMtls(
      view([
        mode('shop', 'STRICT'),
        rule('shop', '*.shop.svc.cluster.local', 'DISABLE'),
        ambient,
      ]),
      'shop',
    );

    expect(found).toMatchObject({ verdict: 'strict', exceptions: [] });
  });

  it('names a policy whose selector an older one has only once', () => {
    const own = (name: string, created: string, value: string) => {
      const policy = object('PeerAuthentication', 'shop', name, {
        selector: { matchLabels: { app: 'cart' } },
        mtls: { mode: value },
      });
      policy.metadata.creationTimestamp = created;
      return policy;
    };
    const { exceptions } = namespaceMtls(
      view([
        own('younger', '2026-02-01T00:00:00Z', 'DISABLE'),
        own('older', '2026-01-01T00:00:00Z', 'STRICT'),
      ]),
      'shop',
    );

    expect(exceptions).toMatchObject([
      { kind: 'workloads', server: 'STRICT', evidence: { name: 'older' } },
    ]);
  });

  it.each([
    [
      'a STRICT workload in a namespace that is DISABLE',
      cart,
      [mode('shop', 'DISABLE'), strictCart],
    ],
    [
      'a headless Service of which one pod has no proxy',
      { ...cart, spec: { ...cart.spec, clusterIP: 'None' } },
      [mode('shop', 'STRICT'), pod('cart-2', 'cart', 'app')],
    ],
    [
      'a pod whose label hides its proxy',
      cart,
      [mode('shop', 'STRICT'), hidden],
    ],
  ])('finds, without any DestinationRule, %s', (_, service, objects) => {
    const { exceptions } = namespaceMtls(
      view([service, pod('cart-1', 'cart', 'app', 'istio-proxy'), ...objects]),
      'shop',
    );

    expect(exceptions).toContainEqual(
      expect.objectContaining({ service: 'shop/cart', verdict: 'conflict' }),
    );
  });

  it('finds the conflict of a single service, once, with both objects', () => {
    const conflicts = mtlsConflicts(
      view([
        cart,
        pod('cart-1', 'cart', 'app', 'istio-proxy'),
        mode('shop', 'STRICT'),
        rule('shop', 'cart', 'DISABLE'),
      ]),
    );

    expect(conflicts).toMatchObject([
      { scope: 'shop/cart', where: 'own' },
      { scope: 'shop/cart', where: 'elsewhere' },
    ]);
    for (const conflict of conflicts) {
      expect(conflict).toMatchObject({
        sends: 'plaintext',
        mode: 'STRICT',
        server: {
          kind: 'PeerAuthentication',
          namespace: 'shop',
          name: 'default',
        },
        client: { kind: 'DestinationRule', name: 'tls', value: 'DISABLE' },
      });
    }
  });

  it('follows the mesh config: without automatic mTLS nobody sends it', () => {
    const off = new ClusterView({
      cluster: 'east',
      objects: [mode('istio-system', 'STRICT')],
      mesh: { enableAutoMtls: false },
    });

    expect(meshMtls(off).verdict).toBe('conflict');
    expect(meshMtls(off).clients[0].reason).toContain(
      'automatic mTLS is off in the mesh config',
    );
  });
});
