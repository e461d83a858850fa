import { KubernetesObject, Pod } from '../kubernetes/KubernetesObject';
import { ClusterView, MeshSettings } from '../view/ClusterView';
import { SidecarSetup, sidecarSetup } from './sidecarSetup';

const injected = (
  spec: Pod['spec'],
  annotations: Record<string, string> = {},
  revision = 'default',
): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'orders-1',
    namespace: 'shop',
    annotations: {
      'sidecar.istio.io/status': JSON.stringify({ revision }),
      ...annotations,
    },
  },
  spec,
});
const native = injected({
  initContainers: [
    { name: 'istio-init' },
    { name: 'istio-proxy', restartPolicy: 'Always' },
  ],
});
const beside = injected({
  initContainers: [{ name: 'istio-validation' }],
  containers: [{ name: 'istio-proxy' }],
});
const node = (kubeletVersion: string) =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: kubeletVersion },
    status: { nodeInfo: { kubeletVersion } },
  }) as KubernetesObject;

const setup = (
  objects: KubernetesObject[],
  mesh: Partial<MeshSettings> = {},
  annotations: Record<string, string> = {},
) =>
  sidecarSetup(new ClusterView({ cluster: 'east', objects, mesh }), {
    namespace: 'shop',
    annotations,
    revision: 'default',
  });
const told = (settings: object) => ({ injectors: { default: settings } });

describe('how the sidecar of a new pod is set up', () => {
  it.each<[string, SidecarSetup, unknown, unknown]>([
    ['nothing is known', setup([]), undefined, undefined],
    ['a native one was seen', setup([native]), true, 'istio-init'],
    ['another one was seen', setup([beside]), false, 'istio-cni'],
    [
      'one of another revision was seen',
      setup([injected(beside.spec, {}, 'canary')]),
      undefined,
      undefined,
    ],
    [
      'one was seen that asked for what it is',
      setup([
        injected(beside.spec, { 'sidecar.istio.io/nativeSidecar': 'false' }),
      ]),
      undefined,
      'istio-cni',
    ],
    [
      'the control plane says otherwise than what was seen',
      setup([native], told({ nativeSidecars: 'false', usesCni: true })),
      false,
      'istio-cni',
    ],
    [
      'a node is too old',
      setup(
        [node('v1.33.1'), node('v1.32.0')],
        told({ tag: '1.30.3', usesCni: false }),
      ),
      false,
      'istio-init',
    ],
    [
      'all nodes are new',
      setup([node('v1.33.1'), node('v1.34.0')], told({ tag: '1.30.3' })),
      true,
      undefined,
    ],
    [
      'the pod wants no redirection',
      setup([native], {}, { 'sidecar.istio.io/interceptionMode': 'NONE' }),
      true,
      'nobody',
    ],
  ])('when %s', (_, of, isNative, redirectedBy) => {
    expect(of.native()).toBe(isNative);
    expect(of.redirectedBy()).toBe(redirectedBy);
  });

  it('is not guessed from the defaults of an installation that was not read', () => {
    const of = setup([native]);
    expect(of.rewritesProbes()).toBeUndefined();
    expect(of.holdsApplication()).toBeUndefined();
    expect(of.setsSeccompProfile()).toBeUndefined();
  });
});
