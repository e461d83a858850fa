import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { found, given, Metadata, viewOf } from './__testUtils__/given';
import { controlPlaneAddressInvalid } from './controlPlaneAddress';
import { gatewayApiOutdated } from './gatewayApiOutdated';
import { jwksFetchUnrestricted } from './jwksFetchUnrestricted';
import { meshNetworkRegistryUnknown } from './meshNetworkRegistryUnknown';
import { patchOrderUnclear } from './patchOrderUnclear';
import { proxyImageMismatch } from './proxyImageMismatch';
import { removedKind } from './removedKind';
import { webhookServiceNotFound } from './webhookServiceNotFound';
import { webhooksOverlap } from './webhooksOverlap';

describe('webhooks that inject', () => {
  const none = (key: string) => ({ key, operator: 'DoesNotExist' });
  const any = (key: string, ...values: string[]) => ({
    key,
    operator: 'In',
    values,
  });
  const notFalse = {
    key: 'sidecar.istio.io/inject',
    operator: 'NotIn',
    values: ['false'],
  };
  const [REV, OLD] = ['istio.io/rev', 'istio-injection'];
  /** What Istio's charts install for a revision. */
  const installed = (name: string, revision: string) =>
    given(
      'MutatingWebhookConfiguration',
      { name, labels: { [REV]: revision } },
      {
        webhooks: [
          [[any(REV, revision), none(OLD)], [notFalse]],
          [
            [none(REV), none(OLD)],
            [notFalse, any(REV, revision)],
          ],
          ...(revision === 'default'
            ? [
                [[any(OLD, 'enabled')], [notFalse]],
                [
                  [none(OLD), none(REV)],
                  [any('sidecar.istio.io/inject', 'true'), none(REV)],
                ],
              ]
            : []),
        ].map(([ofNamespace, ofPod], i) => ({
          name: `${i}.sidecar-injector.istio.io`,
          clientConfig: {
            service: { namespace: 'istio-system', name: 'istiod' },
          },
          namespaceSelector: { matchExpressions: ofNamespace },
          objectSelector: { matchExpressions: ofPod },
        })),
      },
    );
  const service = (name: string) =>
    given('Service', { name, namespace: 'istio-system' });

  it('are as they should be, with a control plane, a revision and a tag', () => {
    const objects = [
      installed('istio-sidecar-injector', 'default'),
      installed('istio-sidecar-injector-1-31', '1-31'),
      installed('istio-revision-tag-prod', 'prod'),
      service('istiod'),
    ];
    expect(found(webhooksOverlap, ...objects)).toEqual([]);
    expect(found(webhookServiceNotFound, ...objects)).toEqual([]);
  });

  it('overlap when two control planes are the default one', () => {
    expect(
      found(
        webhooksOverlap,
        installed('istio-sidecar-injector', 'default'),
        installed('left-over', 'default'),
      ),
    ).toHaveLength(8);
  });

  it('say nothing when a reader kept only their names', () => {
    const { metadata } = installed('istio-sidecar-injector', 'default');
    const webhooks = ['a', 'b'].map(name => ({ name: `${name}.istio.io` }));
    const named = given('MutatingWebhookConfiguration', metadata, {
      webhooks,
    });
    expect(found(webhooksOverlap, named)).toEqual([]);
    expect(found(controlPlaneAddressInvalid, named)).toEqual([]);
  });

  it('lack a control plane only where its namespace was read', () => {
    const webhook = installed('istio-sidecar-injector', 'default');
    expect(found(webhookServiceNotFound, webhook)).toEqual([]);
    expect(
      webhookServiceNotFound(viewOf([webhook, service('other')], 'Service')),
    ).toEqual([]);
    expect(
      found(webhookServiceNotFound, webhook, service('other')),
    ).toHaveLength(4);
  });

  it.each<[clientConfig: object, count: number]>([
    [{}, 1],
    [{ url: 'istiod.example' }, 1],
    [{ url: 'https://istiod.example/inject' }, 0],
    [{ service: { namespace: 'istio-system', name: 'istiod' } }, 0],
  ])('reach an external control plane by %j', (clientConfig, count) => {
    const webhook = given(
      'MutatingWebhookConfiguration',
      { name: 'istio-sidecar-injector' },
      { webhooks: [{ name: 'a.istio.io', clientConfig }] },
    );
    expect(found(controlPlaneAddressInvalid, webhook)).toHaveLength(count);
  });
});

describe('istiod', () => {
  const istiod = (...env: object[]) =>
    given(
      'Deployment',
      { name: 'istiod', labels: { app: 'istiod' } },
      { spec: { template: { spec: { containers: [{ env }] } } } },
    );
  const authentication = (rule: object | null) =>
    given('RequestAuthentication', {}, { spec: { jwtRules: [rule] } });
  const fetches = authentication({ jwksUri: 'https://keys.example' });
  const other = { name: 'REVISION', value: 'default' };
  const blocked = (rest: object) => ({
    name: 'BLOCKED_CIDRS_IN_JWKS_URIS',
    ...rest,
  });

  it.each<[string, KubernetesObject, KubernetesObject, boolean]>([
    ['everything', fetches, istiod(other), true],
    [
      'what the issuer says',
      authentication({ issuer: 'https://a.example' }),
      istiod(other),
      true,
    ],
    ['nothing', fetches, istiod(blocked({ value: '' })), true],
    [
      'keys that are written down',
      authentication({ jwks: '{}' }),
      istiod(other),
      false,
    ],
    ['a rule that is null', authentication(null), istiod(other), false],
    [
      'what is not blocked',
      fetches,
      istiod(blocked({ value: '10.0.0.0/8' })),
      false,
    ],
    [
      'what somebody else says',
      fetches,
      istiod(blocked({ valueFrom: {} })),
      false,
    ],
    ['what a reader left out', fetches, istiod(), false],
  ])('may fetch %s: %#', (_, policy, deployment, isFound) => {
    expect(found(jwksFetchUnrestricted, policy, deployment)).toHaveLength(
      isFound ? 1 : 0,
    );
  });
});

describe('images of proxies', () => {
  const hub = { hub: 'istio', tag: '1.31.0', proxy: { image: 'proxyv2' } };
  const injector = (name: string, values: unknown = { global: hub }) =>
    given(
      'ConfigMap',
      { name, namespace: 'istio-system' },
      { data: { values: JSON.stringify(values) } },
    );
  const shop = (revision: string) =>
    given('Namespace', { name: 'shop', labels: { 'istio.io/rev': revision } });
  const pod = (image: string, metadata: Metadata = {}, status?: object) =>
    given(
      'Pod',
      { namespace: 'shop', ...metadata },
      { status, spec: { initContainers: [{ name: 'istio-proxy', image }] } },
    );
  const tag = given('MutatingWebhookConfiguration', {
    labels: {
      app: 'sidecar-injector',
      'istio.io/rev': '1-31',
      'istio.io/tag': 'prod',
    },
  });
  const old = pod('istio/proxyv2:1.30.0');
  const distroless = pod('istio/proxyv2:1.31.0-distroless', {
    annotations: { 'sidecar.istio.io/proxyImageType': 'distroless' },
  });

  it.each<[string, KubernetesObject[], string[]]>([
    [
      'older',
      [injector('istio-sidecar-injector-1-31'), shop('1-31'), old],
      ['shop'],
    ],
    [
      'older, by a tag',
      [injector('istio-sidecar-injector-1-31'), tag, shop('prod'), old],
      ['shop'],
    ],
    [
      'new',
      [
        injector('istio-sidecar-injector-1-31'),
        shop('1-31'),
        pod('istio/proxyv2:1.31.0'),
      ],
      [],
    ],
    [
      'of a revision that was not read',
      [injector('istio-sidecar-injector'), shop('1-31'), old],
      [],
    ],
    [
      'of an injector whose values say no image',
      [injector('istio-sidecar-injector-1-31', {}), shop('1-31'), old],
      [],
    ],
    [
      'of a variant that the pod chose',
      [injector('istio-sidecar-injector-1-31'), shop('1-31'), distroless],
      [],
    ],
    [
      'of the variant that the injector chooses',
      [
        injector('istio-sidecar-injector-1-31', {
          global: { ...hub, variant: 'debug' },
        }),
        shop('1-31'),
        pod('istio/proxyv2:1.31.0-debug'),
      ],
      [],
    ],
    [
      'of a pod that has ended',
      [
        injector('istio-sidecar-injector-1-31'),
        shop('1-31'),
        pod('istio/proxyv2:1.30.0', {}, { phase: 'Succeeded' }),
      ],
      [],
    ],
  ])('are %s', (_, objects, expected) => {
    expect(found(proxyImageMismatch, ...objects)).toEqual(expected);
  });

  it('are unknown where ProxyConfigs may say otherwise', () => {
    const objects = [
      injector('istio-sidecar-injector-1-31'),
      shop('1-31'),
      old,
    ];
    expect(proxyImageMismatch(viewOf(objects, 'ProxyConfig'))).toEqual([]);
  });
});

describe('networks of the mesh', () => {
  const networks = (registry: string) =>
    given(
      'ConfigMap',
      { name: 'istio', namespace: 'istio-system' },
      {
        data: {
          meshNetworks: `networks: {west: {endpoints: [{fromRegistry: ${registry}}, {fromCidr: 10.0.0.0/8}]}}`,
        },
      },
    );
  const remote = given(
    'Secret',
    { labels: { 'istio/multiCluster': 'true' } },
    { data: { west: '' } },
  );
  const own = given(
    'ConfigMap',
    { name: 'istio-sidecar-injector' },
    {
      data: {
        values: JSON.stringify({
          global: { multiCluster: { clusterName: 'east' } },
        }),
      },
    },
  );

  it.each<[KubernetesObject[], string[]]>([
    [[networks('north'), own], []],
    [[networks('north'), own, remote], ['istio data.meshNetworks']],
    [[networks('west'), own, remote], []],
    [[networks('east'), own, remote], []],
    [[networks('Kubernetes'), remote], []],
  ])(
    'have endpoints of clusters that istiod knows: %#',
    (objects, expected) => {
      expect(found(meshNetworkRegistryUnknown, ...objects)).toEqual(expected);
    },
  );
});

describe('definitions of kinds', () => {
  const definition = (name: string, version?: string) =>
    given('CustomResourceDefinition', {
      name,
      annotations: version
        ? { 'gateway.networking.k8s.io/bundle-version': version }
        : undefined,
    });

  it.each<[name: string, version: string | undefined, count: number]>([
    ['tlsroutes', 'v1.4.1', 1],
    ['tlsroutes', 'v1.5.0-rc.1', 0],
    ['tlsroutes', 'v2.0.0', 0],
    ['tlsroutes', 'main', 0],
    ['tlsroutes', undefined, 0],
    ['grpcroutes', 'v1.0.0', 1],
    ['grpcroutes', 'v1.4.1', 0],
    ['httproutes', 'v0.8.0', 0],
  ])('of the Gateway API are new enough: %s %s', (plural, version, count) => {
    const name = `${plural}.gateway.networking.k8s.io`;
    expect(found(gatewayApiOutdated, definition(name, version))).toHaveLength(
      count,
    );
  });

  it('are of kinds that Istio still reads', () => {
    const removed = definition('serviceroles.rbac.istio.io');
    const kept = definition('sidecars.networking.istio.io');
    expect(found(removedKind, removed, kept)).toEqual([
      'serviceroles.rbac.istio.io',
    ]);
  });
});

it('an EnvoyFilter without a priority is told once, whatever it holds', () => {
  const patch = (operation: string) => ({
    applyTo: 'HTTP_FILTER',
    patch: { operation },
  });
  const filter = (spec: object) =>
    given(
      'EnvoyFilter',
      {},
      {
        spec: { configPatches: ['REMOVE', 'INSERT_AFTER'].map(patch), ...spec },
      },
    );
  expect(found(patchOrderUnclear, filter({}))).toEqual([
    'cart spec.configPatches[0].patch.operation',
  ]);
  expect(found(patchOrderUnclear, filter({ priority: -1 }))).toEqual([]);
});
