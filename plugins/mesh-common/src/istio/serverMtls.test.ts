import fc from 'fast-check';
import { KubernetesObject, Pod } from '../kubernetes/KubernetesObject';
import { readVectors } from '../__testUtils__/vectors';
import { PeerAuthentication } from './PeerAuthentication';
import {
  EffectivePeerAuthentications,
  peerAuthenticationsFor,
} from './peerAuthenticationsFor';
import { serverMtls } from './serverMtls';

const ROOT = 'istio-system';
const workload = { namespace: 'payments', labels: { app: 'payments' } };

function policy(
  name: string,
  namespace: string,
  spec: PeerAuthentication['spec'],
  creationTimestamp = '2026-01-01T00:00:00Z',
): PeerAuthentication {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name, namespace, creationTimestamp },
    spec,
  };
}

function modeOf(policies: PeerAuthentication[], port?: number) {
  return serverMtls(
    peerAuthenticationsFor({ workload, policies, rootNamespace: ROOT }),
    port,
  );
}

describe('serverMtls', () => {
  it('is permissive, decided by nothing, when there is no policy', () => {
    expect(modeOf([])).toEqual({ mode: 'PERMISSIVE' });
  });

  it('names the namespace policy that overrides the mesh', () => {
    const result = modeOf([
      policy('default', ROOT, { mtls: { mode: 'PERMISSIVE' } }),
      policy('default', 'payments', { mtls: { mode: 'STRICT' } }),
    ]);

    expect(result).toEqual({
      mode: 'STRICT',
      decidedBy: {
        level: 'namespace',
        kind: 'PeerAuthentication',
        namespace: 'payments',
        name: 'default',
        field: 'spec.mtls.mode',
      },
    });
  });

  it('lets a port be an exception, and only that port', () => {
    const policies = [
      policy('api', 'payments', {
        selector: { matchLabels: { app: 'payments' } },
        mtls: { mode: 'STRICT' },
        portLevelMtls: { '9090': { mode: 'PERMISSIVE' } },
      }),
    ];

    expect(modeOf(policies, 9090).mode).toBe('PERMISSIVE');
    expect(modeOf(policies, 9090).decidedBy?.field).toBe(
      'spec.portLevelMtls[9090].mode',
    );
    expect(modeOf(policies, 8080).mode).toBe('STRICT');
  });

  it('ignores a policy with a selector in the root namespace', () => {
    expect(
      modeOf([
        policy('api', ROOT, {
          selector: { matchLabels: { app: 'payments' } },
          mtls: { mode: 'STRICT' },
        }),
      ]),
    ).toEqual({ mode: 'PERMISSIVE' });
  });

  it('follows the oldest policy of a level and does not merge the younger', () => {
    expect(
      modeOf([
        policy('young', 'payments', { mtls: { mode: 'STRICT' } }),
        policy('old', 'payments', {}, '2025-01-01T00:00:00Z'),
      ]).mode,
    ).toBe('PERMISSIVE');
  });

  it('gives the same answer in whatever order the policies come', () => {
    const mode = fc.constantFrom(
      'STRICT' as const,
      'PERMISSIVE' as const,
      'DISABLE' as const,
      'UNSET' as const,
    );
    const anyPolicy = fc
      .record({
        namespace: fc.constantFrom(ROOT, 'payments', 'other'),
        selected: fc.boolean(),
        mode,
        port: mode,
        year: fc.integer({ min: 2020, max: 2023 }),
      })
      .map(
        p => (name: string) =>
          policy(
            name,
            p.namespace,
            {
              selector: p.selected
                ? { matchLabels: { app: 'payments' } }
                : undefined,
              mtls: { mode: p.mode },
              portLevelMtls: p.selected
                ? { '80': { mode: p.port } }
                : undefined,
            },
            `${p.year}-01-01T00:00:00Z`,
          ),
      );
    const named = fc
      .array(anyPolicy, { maxLength: 8 })
      .map(all => all.map((make, i) => make(`p${i}`)));

    fc.assert(
      fc.property(
        named.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          ),
        ),
        ([given, shuffled]) => {
          expect(modeOf(shuffled, 80)).toEqual(modeOf(given, 80));
        },
      ),
    );
  });
});

interface ServerVector {
  name: string;
  given: { mesh: { rootNamespace: string }; objects: KubernetesObject[] };
  ask: {
    kind: string;
    workload: { namespace: string; name: string };
    ports?: number[];
  };
  expect: {
    mode?: string;
    ports?: Record<string, string>;
    policies?: string[];
    namespaceMode?: string;
  };
}

const vectors = readVectors<{ cases: ServerVector[] }>(
  'istio/mtls/server.yaml',
);

(vectors ? describe : describe.skip)('serverMtls against istio', () => {
  const cases = (vectors?.cases ?? []).filter(c =>
    // The third kind, connections, is checked where connections are decided.
    ['server-mode', 'applicable-policies'].includes(c.ask.kind),
  );

  it('finds vectors to check', () => {
    expect(cases.length).toBe(39);
  });

  if (cases.length > 0) {
    it.each(cases.map(c => [c.name, c] as const))('%s', (_, vector) => {
      const { objects, mesh } = vector.given;
      const pod = objects.find(
        (o): o is Pod =>
          o.kind === 'Pod' && o.metadata.name === vector.ask.workload.name,
      );
      const effective = peerAuthenticationsFor({
        workload: {
          namespace: vector.ask.workload.namespace,
          labels: pod?.metadata.labels,
        },
        policies: objects.filter(
          (o): o is PeerAuthentication => o.kind === 'PeerAuthentication',
        ),
        rootNamespace: mesh.rootNamespace,
      });
      const wanted = vector.expect;
      const actual = {
        ...(wanted.mode && { mode: serverMtls(effective).mode }),
        ...(wanted.ports && {
          ports: Object.fromEntries(
            (vector.ask.ports ?? []).map(port => [
              port,
              serverMtls(effective, port).mode,
            ]),
          ),
        }),
        ...(wanted.policies && { policies: namesOf(effective) }),
        ...(wanted.namespaceMode && {
          namespaceMode: namespaceMode(effective),
        }),
      };

      expect(actual).toEqual(wanted);
    });
  }
});

function namesOf({
  mesh,
  namespace,
  workload: own,
}: EffectivePeerAuthentications): string[] {
  return [namespace, own, mesh].flatMap(p =>
    p ? [`${p.metadata.namespace}/${p.metadata.name}`] : [],
  );
}

// What istiod keeps for a whole namespace; without any policy it keeps nothing, and the default holds.
function namespaceMode({ mesh, namespace }: EffectivePeerAuthentications) {
  return mesh || namespace ? serverMtls({ mesh, namespace }).mode : 'UNKNOWN';
}
