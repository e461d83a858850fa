import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { discoverMesh } from './discoverMesh';
import { readInjectorValues } from './injectorSettings';

const configMap = (
  name: string,
  values: unknown,
  labels?: Record<string, string>,
): KubernetesObject & { data: object } => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'istio-system', labels },
  data: {
    values: typeof values === 'string' ? values : JSON.stringify(values),
    config: 'templates: {}',
  },
});

describe('how sidecars are injected', () => {
  it.each<[string, object, object]>([
    ['nothing said', {}, { setsSeccompProfile: false }],
    [
      "the chart's defaults",
      {
        global: {
          hub: 'registry.istio.io/release',
          tag: '1.30.3',
          variant: '',
          proxy: { image: 'proxyv2' },
          multiCluster: { clusterName: '' },
        },
        pilot: { cni: { enabled: false, provider: 'default' }, env: {} },
        sidecarInjectorWebhook: { rewriteAppHTTPProbe: true },
      },
      {
        rewritesProbes: true,
        usesCni: false,
        setsSeccompProfile: false,
        tag: '1.30.3',
        proxyImage: 'registry.istio.io/release/proxyv2:1.30.3',
      },
    ],
    [
      'all that can differ',
      {
        global: {
          tag: 1.3,
          variant: 'distroless',
          multiCluster: { clusterName: 'east' },
          proxy: {
            image: 'registry.example/proxy:7',
            holdApplicationUntilProxyStarts: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
        pilot: {
          cni: { enabled: true },
          env: { ENABLE_NATIVE_SIDECARS: false },
        },
        sidecarInjectorWebhook: { rewriteAppHTTPProbe: false },
      },
      {
        rewritesProbes: false,
        usesCni: true,
        nativeSidecars: 'false',
        holdsApplication: true,
        setsSeccompProfile: true,
        tag: '1.3',
        proxyImage: 'registry.example/proxy:7',
        imageVariant: 'distroless',
        clusterName: 'east',
      },
    ],
    [
      'the CNI where it was said before',
      { istio_cni: { enabled: true } },
      { usesCni: true, setsSeccompProfile: false },
    ],
  ])('is read from the values: %s', (_, values, expected) => {
    expect(
      discoverMesh([configMap('istio-sidecar-injector', values)]).injectors,
    ).toEqual({ default: expected });
  });

  it('is told by revision', () => {
    const cni = (enabled: boolean) => ({ pilot: { cni: { enabled } } });
    const { injectors } = discoverMesh([
      configMap('istio-sidecar-injector', cni(false), {
        'istio.io/rev': 'default',
      }),
      configMap('istio-sidecar-injector-1-30', cni(true)),
      configMap('istio-ca-root-cert', cni(true)),
    ]);
    expect(injectors).toMatchObject({
      default: { usesCni: false },
      '1-30': { usesCni: true },
    });
    expect(Object.keys(injectors ?? {})).toHaveLength(2);
  });

  it.each(['', '{', '[]', '"text"', '{"pilot": 5}'])(
    'is not known where the values are %j',
    values => {
      expect(
        discoverMesh([configMap('istio-sidecar-injector', values)]),
      ).toEqual({});
    },
  );

  it('is all that is kept of the values', () => {
    const values = JSON.stringify({
      global: { imagePullSecrets: ['a-secret'], tag: '1.30.3' },
      pilot: { env: { TOKEN: 'a-secret', ENABLE_NATIVE_SIDECARS: 'true' } },
    });
    expect(JSON.parse(readInjectorValues(values) ?? '')).toEqual({
      global: { tag: '1.30.3' },
      pilot: { env: { ENABLE_NATIVE_SIDECARS: 'true' } },
    });
    expect(readInjectorValues(undefined)).toBeUndefined();
    expect(readInjectorValues('{')).toBeUndefined();
  });

  it('is no mesh config', () => {
    const values = { global: { tag: '1.30.3' } };
    const mesh = {
      ...configMap('istio-sidecar-injector', values),
      data: {
        values: JSON.stringify(values),
        mesh: 'trustDomain: wrong.example',
      },
    };
    const own = {
      ...configMap('istio', ''),
      data: { mesh: 'trustDomain: right.example' },
    };
    expect(discoverMesh([mesh, own]).trustDomain).toBe('right.example');
  });
});
