import { readVectors } from '../../__testUtils__/vectors';
import {
  authorizationPolicy,
  mesh,
  sidecar,
} from './__testUtils__/authorizationPolicy';
import {
  AuthorizationPolicy,
  AuthorizationPolicySpec,
} from './AuthorizationPolicy';
import { AuthorizationMesh, EnforcementPoint } from './AuthorizationRequest';
import { attaches, authorizationPoliciesFor } from './policiesFor';

const gatewayName = { 'gateway.networking.k8s.io/gateway-name': 'front' };
const points: Record<EnforcementPoint['kind'], EnforcementPoint> = {
  sidecar,
  ztunnel: { ...sidecar, kind: 'ztunnel' },
  gateway: { kind: 'gateway', namespace: 'payments', labels: gatewayName },
  waypoint: {
    kind: 'waypoint',
    namespace: 'payments',
    labels: gatewayName,
    services: [{ kind: 'Service', namespace: 'payments', name: 'api' }],
  },
};
const toGateway = {
  targetRefs: [
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'front' },
  ],
};

describe('authorizationPoliciesFor', () => {
  it.each<[string, AuthorizationPolicySpec, EnforcementPoint['kind'][]]>([
    ['of the whole namespace', {}, ['sidecar', 'ztunnel', 'gateway']],
    [
      'that selects the pods',
      { selector: { matchLabels: { app: 'api' } } },
      ['sidecar', 'ztunnel'],
    ],
    [
      'that selects other pods',
      { selector: { matchLabels: { app: 'x' } } },
      [],
    ],
    ['for the gateway', toGateway, ['gateway', 'waypoint']],
    [
      'for the service',
      { targetRefs: [{ kind: 'Service', name: 'api' }] },
      ['waypoint'],
    ],
    ['for another service', { targetRef: { kind: 'Service', name: 'x' } }, []],
  ])('a policy %s', (_what, spec, expected) => {
    const policies = [authorizationPolicy('one', spec)];

    const reached = Object.values(points)
      .filter(
        point => authorizationPoliciesFor({ point, policies, mesh }).length > 0,
      )
      .map(({ kind }) => kind);

    expect(reached).toEqual(expected);
  });

  it('lets a selector in the root namespace reach pods elsewhere', () => {
    const root = { namespace: 'istio-system' };
    const policies = [
      authorizationPolicy(
        'pods',
        { selector: { matchLabels: { app: 'api' } } },
        root,
      ),
      authorizationPolicy(
        'others',
        { selector: { matchLabels: { app: 'x' } } },
        root,
      ),
    ];

    expect(
      authorizationPoliciesFor({ point: sidecar, policies, mesh }),
    ).toHaveLength(1);
  });

  it('gives the root namespace first, then by name, in whatever order policies come', () => {
    const policies = [
      authorizationPolicy('b'),
      authorizationPolicy('z', {}, { namespace: 'istio-system' }),
      authorizationPolicy('a'),
    ];

    expect(
      authorizationPoliciesFor({ point: sidecar, policies, mesh }).map(
        p => p.metadata.name,
      ),
    ).toEqual(['z', 'a', 'b']);
  });
});

interface AttachmentVectors {
  attachment: (AttachmentCase & {
    policy: AuthorizationPolicy;
    expect: { attached: boolean };
  })[];
  listing: (AttachmentCase & {
    policies: AuthorizationPolicy[];
    expect: Record<'custom' | 'deny' | 'allow' | 'audit', string[]>;
  })[];
}

interface AttachmentCase {
  name: string;
  mesh: {
    rootNamespace: string;
    features?: Pick<AuthorizationMesh, 'selectorBasedK8sGatewayPolicy'>;
  };
  workload: Omit<EnforcementPoint, 'kind'> & {
    kind: 'app' | 'gateway' | 'waypoint';
  };
}

const vectors = readVectors<AttachmentVectors>(
  'istio/authorization/attachment.yaml',
);
const describeVectors = vectors === undefined ? describe.skip : describe;

describeVectors('attachment, against the conformance data', () => {
  it('claims every case', () => {
    expect([vectors?.attachment.length, vectors?.listing.length]).toEqual([
      26, 20,
    ]);
  });

  it.each((vectors?.attachment ?? []).map(c => [c.name, c] as const))(
    '%s',
    (_name, entry) => {
      const { policy, expect: expected } = entry;

      expect(attaches(policy, pointOf(entry), meshOf(entry))).toBe(
        expected.attached,
      );
    },
  );

  it.each((vectors?.listing ?? []).map(c => [c.name, c] as const))(
    'lists for: %s',
    (_name, entry) => {
      const listed = authorizationPoliciesFor({
        point: pointOf(entry),
        policies: entry.policies,
        mesh: meshOf(entry),
      }).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

      expect([...listed].sort()).toEqual(
        Object.values(entry.expect).flat().sort(),
      );
    },
  );

  function pointOf({ workload }: AttachmentCase): EnforcementPoint {
    const { kind } = workload;
    return { ...workload, kind: kind === 'app' ? 'sidecar' : kind };
  }

  function meshOf({ mesh: { rootNamespace, features } }: AttachmentCase) {
    return { rootNamespace, ...features };
  }
});
