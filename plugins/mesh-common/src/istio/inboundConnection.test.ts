import { KubernetesObject, Pod } from '../kubernetes/KubernetesObject';
import { matchesLabels } from '../kubernetes/labelSelector';
import { readVectors } from '../__testUtils__/vectors';
import { AuthorizationPolicy, decide } from './authorization';
import { inboundConnection } from './inboundConnection';
import { PeerAuthentication } from './PeerAuthentication';
import { peerAuthenticationsFor } from './peerAuthenticationsFor';
import { serverMtls } from './serverMtls';

describe('inboundConnection', () => {
  it.each([
    ['STRICT', 'mtls', 'mtls'],
    ['STRICT', 'plaintext', 'no-filter-chain'],
    ['PERMISSIVE', 'mtls', 'mtls'],
    ['PERMISSIVE', 'plaintext', 'plaintext'],
    ['DISABLE', 'mtls', 'raw-tls'],
    ['DISABLE', 'plaintext', 'plaintext'],
  ] as const)('%s meets %s: %s', (mode, client, outcome) => {
    expect(inboundConnection({ mode, client })).toBe(outcome);
  });

  it('refuses TLS where a declared HTTP port does not end it', () => {
    expect(
      inboundConnection({
        mode: 'DISABLE',
        client: 'mtls',
        declaredHttp: true,
      }),
    ).toBe('protocol-error');
  });
});

interface Call {
  port: number;
  client: 'mtls' | 'plaintext';
  protocol?: 'http' | 'tcp';
  accepted: boolean;
  via?: string;
  error?: string;
  rawTls?: boolean;
  deniedBy?: string;
}

interface PortSpec {
  number: number;
  protocol: string;
}

/** The objects that declare ports: ServiceEntries and Sidecars. */
interface PortDeclaration extends KubernetesObject {
  kind: 'ServiceEntry' | 'Sidecar';
  spec?: {
    ports?: PortSpec[];
    endpoints?: { address: string }[];
    workloadSelector?: { labels: Record<string, string> };
    ingress?: { port: PortSpec }[];
  };
}

function isPortDeclaration(
  object: KubernetesObject,
): object is PortDeclaration {
  return object.kind === 'ServiceEntry' || object.kind === 'Sidecar';
}

interface ConnectionVector {
  name: string;
  given: {
    mesh: { rootNamespace: string; trustDomain: string };
    objects: KubernetesObject[];
  };
  ask: {
    kind: string;
    workload: { namespace: string; name: string };
    application?: 'real';
  };
  expect: { calls: Call[] };
}

const vectors = readVectors<{ cases: ConnectionVector[] }>(
  'istio/mtls/server.yaml',
);

(vectors ? describe : describe.skip)('inboundConnection against istio', () => {
  const cases = (vectors?.cases ?? []).filter(
    c => c.ask.kind === 'inbound-connections',
  );

  it('finds vectors to check', () => {
    expect(cases.flatMap(c => c.expect.calls).length).toBe(90);
  });

  if (cases.length > 0) {
    it.each(cases.map(c => [c.name, c] as const))('%s', (_, vector) => {
      expect(vector.expect.calls.map(call => answer(vector, call))).toEqual(
        vector.expect.calls,
      );
    });
  }
});

// A Sidecar that lists its ports replaces those of the services, as istiod does.
function declaredPorts({ given }: ConnectionVector, pod: Pod): PortSpec[] {
  const declarations = given.objects.filter(isPortDeclaration);
  const ingress = declarations
    .filter(
      o =>
        o.kind === 'Sidecar' &&
        matchesLabels(
          { matchLabels: o.spec?.workloadSelector?.labels },
          pod.metadata.labels,
        ),
    )
    .flatMap(o => o.spec?.ingress ?? []);
  return ingress.length > 0
    ? ingress.map(({ port }) => port)
    : declarations
        .filter(o =>
          o.spec?.endpoints?.some(e => e.address === pod.status?.podIP),
        )
        .flatMap(o => o.spec?.ports ?? []);
}

function answer(vector: ConnectionVector, call: Call): Call {
  const { given, ask } = vector;
  const pod = given.objects.find((o): o is Pod => o.kind === 'Pod');
  if (pod === undefined) {
    throw new Error(`${vector.name} has no pod to connect to`);
  }
  const workload = {
    namespace: ask.workload.namespace,
    labels: pod.metadata.labels,
  };
  const { mode } = serverMtls(
    peerAuthenticationsFor({
      workload,
      policies: given.objects.filter(
        (o): o is PeerAuthentication => o.kind === 'PeerAuthentication',
      ),
      rootNamespace: given.mesh.rootNamespace,
    }),
    call.port,
  );
  const declared = declaredPorts(vector, pod).find(p => p.number === call.port);
  const outcome = inboundConnection({
    mode,
    client: call.client,
    declaredHttp: declared?.protocol === 'HTTP',
  });
  if (ask.application === 'real') {
    const { port, client, protocol } = call;
    const passes = outcome === 'mtls' || outcome === 'plaintext';
    const denied = passes ? denyingPolicy(vector, workload, call) : undefined;
    return {
      port,
      protocol,
      client,
      accepted: passes && denied === undefined,
      ...(denied && { deniedBy: denied }),
    };
  }
  const { port, client } = call;
  if (outcome === 'no-filter-chain' || outcome === 'protocol-error') {
    return { port, client, accepted: false, error: outcome };
  }
  return {
    port,
    client,
    accepted: true,
    via: declared ? `inbound|${port}||` : 'passthrough',
    ...(outcome === 'raw-tls' && { rawTls: true }),
  };
}

function denyingPolicy(
  { given }: ConnectionVector,
  workload: { namespace: string; labels?: Record<string, string> },
  call: Call,
): string | undefined {
  const policies = given.objects.filter(
    (o): o is AuthorizationPolicy => o.kind === 'AuthorizationPolicy',
  );
  const { verdict } = decide({
    mesh: given.mesh,
    point: { kind: 'sidecar', ...workload },
    policies,
    request: {
      port: call.port,
      protocol: call.protocol,
      ...(call.client === 'plaintext' && { source: { principal: null } }),
    },
  });
  const [policy] = policies;
  return verdict === 'denied'
    ? `AuthorizationPolicy ${policy.metadata.namespace}/${policy.metadata.name}`
    : undefined;
}
