import { defaultMeshSettings, MeshSettings } from '../../view/ClusterView';
import { InjectorSettings } from '../../view/injectorSettings';
import { holdsApplication } from './holdsApplication';
import { nativeSidecar } from './nativeSidecar';
import { rewritesProbes } from './rewritesProbes';

const OLD = ['v1.33.0', 'v1.32.4-gke.100'];
const NEW = ['v1.33.0', 'v1.34.1+k3s1'];

describe('a sidecar is one that Kubernetes knows as such', () => {
  it.each<
    [
      string,
      string | undefined,
      InjectorSettings | undefined,
      string[],
      unknown,
    ]
  >([
    ['a pod asks for it', 'true', undefined, OLD, true],
    ['a pod refuses it', 'false', { nativeSidecars: 'true' }, NEW, false],
    ['istiod was told to', undefined, { nativeSidecars: 'true' }, OLD, true],
    [
      'istiod was told not to',
      undefined,
      { nativeSidecars: 'false' },
      NEW,
      false,
    ],
    [
      'istiod was told nonsense',
      undefined,
      { nativeSidecars: 'yes' },
      NEW,
      false,
    ],
    ['istiod chooses', undefined, { nativeSidecars: 'auto' }, NEW, true],
    ['one node is too old', undefined, { nativeSidecars: 'auto' }, OLD, false],
    [
      'one node says nothing',
      undefined,
      { tag: '1.30.3' },
      ['', ...NEW],
      false,
    ],
    ['Istio chooses by itself', undefined, { tag: '1.27.0' }, NEW, true],
    ['Istio does not yet', undefined, { tag: '1.26.4-distroless' }, NEW, false],
    ['its version is not known', undefined, { tag: 'latest' }, NEW, undefined],
    ['it is not known, and a node is too old', undefined, {}, OLD, false],
    ['no node is known', undefined, { nativeSidecars: 'auto' }, [], undefined],
    ['istiod is not known', undefined, undefined, OLD, undefined],
  ])('or not, when %s', (_, asked, injector, kubelets, expected) => {
    const annotations: Record<string, string> =
      asked === undefined ? {} : { 'sidecar.istio.io/nativeSidecar': asked };
    expect(nativeSidecar({ annotations, injector, kubelets })).toBe(expected);
  });
});

describe('probes are rewritten', () => {
  it.each([
    [undefined, undefined, undefined],
    [undefined, true, true],
    [undefined, false, false],
    ['false', true, false],
    ['F', true, false],
    ['true', false, true],
    ['no', false, false],
    ['no', undefined, undefined],
  ])('with %j on the pod and %j of istiod', (own, ofIstiod, expected) => {
    expect(
      rewritesProbes(
        own === undefined
          ? {}
          : { 'sidecar.istio.io/rewriteAppHTTPProbers': own },
        ofIstiod === undefined ? undefined : { rewritesProbes: ofIstiod },
      ),
    ).toBe(expected);
  });
});

describe('an application waits for its sidecar', () => {
  it.each<[string | undefined, Partial<MeshSettings>, unknown]>([
    [undefined, {}, undefined],
    [undefined, { injectors: { default: {} } }, false],
    [undefined, { injectors: { other: {} } }, undefined],
    [undefined, { injectors: { default: { holdsApplication: true } } }, true],
    [
      undefined,
      { injectors: { default: {} }, holdApplicationUntilProxyStarts: true },
      true,
    ],
    ['holdApplicationUntilProxyStarts: true', {}, true],
    ['{"holdApplicationUntilProxyStarts": false}', {}, false],
    [
      'holdApplicationUntilProxyStarts: false',
      { injectors: { default: { holdsApplication: true } } },
      true,
    ],
    ['concurrency: 2', { injectors: { default: {} } }, false],
    ['{', { injectors: { default: {} } }, false],
  ])('with %j on the pod in a mesh of %j', (own, mesh, expected) => {
    expect(
      holdsApplication(
        own === undefined ? {} : { 'proxy.istio.io/config': own },
        { ...defaultMeshSettings, ...mesh },
        'default',
      ),
    ).toBe(expected);
  });
});
