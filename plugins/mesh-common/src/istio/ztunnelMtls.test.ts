import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import { MtlsMode, PeerAuthentication } from './PeerAuthentication';
import { peerAuthenticationsFor } from './peerAuthenticationsFor';
import { convertedPolicy, ztunnelMtls, ztunnelPolicies } from './ztunnelMtls';

const ROOT = 'istio-system';

type Mode = MtlsMode | 'UNSET';

function effective(of: {
  mesh?: Mode;
  namespace?: Mode;
  workload?: Mode;
  ports?: Record<string, Mode>;
}) {
  const policy = (
    name: string,
    namespace: string,
    spec: PeerAuthentication['spec'],
  ): PeerAuthentication => ({
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace },
    spec,
  });
  return peerAuthenticationsFor({
    workload: { namespace: 'shop', labels: { app: 'cart' } },
    rootNamespace: ROOT,
    policies: [
      ...(of.mesh ? [policy('mesh', ROOT, { mtls: { mode: of.mesh } })] : []),
      ...(of.namespace
        ? [policy('namespace', 'shop', { mtls: { mode: of.namespace } })]
        : []),
      ...(of.workload
        ? [
            policy('workload', 'shop', {
              selector: { matchLabels: { app: 'cart' } },
              mtls: { mode: of.workload },
              portLevelMtls: Object.fromEntries(
                Object.entries(of.ports ?? {}).map(([port, mode]) => [
                  port,
                  { mode },
                ]),
              ),
            }),
          ]
        : []),
    ],
  });
}

describe('ztunnelMtls', () => {
  it('never refuses mTLS, so DISABLE means what PERMISSIVE means', () => {
    for (const mode of ['DISABLE', 'PERMISSIVE'] as const) {
      expect(ztunnelMtls(effective({ namespace: mode }), 8080)).toMatchObject({
        acceptsPlaintext: true,
        decidedBy: { level: 'namespace', name: 'namespace' },
      });
    }
  });

  it('ignores a DISABLE port under a STRICT namespace, which a sidecar would follow', () => {
    expect(
      ztunnelMtls(
        effective({
          namespace: 'STRICT',
          workload: 'UNSET',
          ports: { 9090: 'DISABLE' },
        }),
        9090,
      ),
    ).toMatchObject({
      acceptsPlaintext: false,
      unlikeSidecar: 'port-disable-ignored',
    });
  });

  it.each([
    [
      'an UNSET namespace policy and a PERMISSIVE port',
      {
        mesh: 'STRICT',
        namespace: 'UNSET',
        workload: 'UNSET',
        ports: { 9090: 'PERMISSIVE' },
      },
      8080,
    ],
    [
      'a PERMISSIVE workload with a STRICT port',
      {
        mesh: 'STRICT',
        workload: 'PERMISSIVE',
        ports: { 9090: 'STRICT' },
      },
      9090,
    ],
  ] as const)('loses a STRICT mesh to %s, and says so', (_, policies, port) => {
    expect(ztunnelMtls(effective(policies), port)).toMatchObject({
      acceptsPlaintext: true,
      unlikeSidecar: 'strict-lost',
    });
  });
});

interface AmbientVector {
  name: string;
  given: { mesh: { rootNamespace: string }; objects: KubernetesObject[] };
  ask: {
    kind: string;
    workload: { namespace: string; name: string };
    ports: number[];
  };
  expect: {
    plaintextAccepted: Record<string, boolean>;
    attached: string[];
    convertedPolicy?: boolean;
  };
}

const vectors = readVectors<{ cases: AmbientVector[] }>(
  'istio/mtls/ambient.yaml',
);

(vectors ? describe : describe.skip)('ztunnelMtls against istio', () => {
  const cases = (vectors?.cases ?? []).filter(
    c => c.ask.kind === 'plaintext-accepted',
  );

  it('claims every case', () => {
    expect(cases.length).toBe(42);
  });

  if (cases.length > 0) {
    it.each(cases.map(c => [c.name, c] as const))('%s', (_, vector) => {
      const { given, ask, expect: expected } = vector;
      const pod = given.objects.find(
        o => o.kind === 'Pod' && o.metadata.name === ask.workload.name,
      );
      const policies = peerAuthenticationsFor({
        workload: {
          namespace: ask.workload.namespace,
          labels: pod?.metadata.labels,
        },
        policies: given.objects.filter(
          (o): o is PeerAuthentication => o.kind === 'PeerAuthentication',
        ),
        rootNamespace: given.mesh.rootNamespace,
      });
      const { staticStrict, workload } = ztunnelPolicies(policies);
      const actual = {
        plaintextAccepted: Object.fromEntries(
          ask.ports.map(port => [
            port,
            ztunnelMtls(policies, port).acceptsPlaintext,
          ]),
        ),
        attached: [
          ...(staticStrict
            ? [`${given.mesh.rootNamespace}/istio_converted_static_strict`]
            : []),
          ...(workload
            ? [
                `${workload.metadata.namespace}/converted_peer_authentication_${workload.metadata.name}`,
              ]
            : []),
        ],
        ...(expected.convertedPolicy !== undefined && {
          convertedPolicy: convertedPolicy(policies) !== undefined,
        }),
      };

      expect(actual).toEqual(expected);
    });
  }
});
