import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { readVectors } from '../../__testUtils__/vectors';
import { serverMtls } from '../serverMtls';
import { TlsWorld } from './__testUtils__/tlsWorld';
import { clientTls } from './clientTls';
import { assumedMtlsMode, clusterTls } from './clusterTls';
import { policiesOf } from './policiesOf';
import { reachability } from './reachability';
import { serverFirstDelay } from './serverFirst';

interface Given {
  mesh: { rootNamespace: string; enableAutoMtls?: boolean };
  objects: KubernetesObject[];
}

interface ClientVector {
  name: string;
  given: Given;
  ask: {
    kind: 'client-mtls' | 'cluster-tls' | 'service-mtls-hint';
    from: { namespace: string; name: string };
    to: {
      service?: { namespace: string; name: string };
      host?: string;
      port: number;
      subset?: string;
    };
  };
  expect: Record<string, unknown>;
}

interface Flow {
  from: string;
  to: string;
  path?: string;
  subset?: string;
  fromMeshed?: boolean;
  toMeshed?: boolean;
  success?: boolean;
  allowed?: boolean;
  mtls?: boolean;
  reason?: string;
}

interface FlowVector {
  name: string;
  given: Given;
  ask: {
    kind: string;
    namespace: string;
    ports: string[];
    serverFirst?: boolean;
  };
  expect: { flows: Flow[] };
}

const client = readVectors<{ cases: ClientVector[] }>('istio/mtls/client.yaml');
const meshed = readVectors<{ cases: FlowVector[] }>(
  'istio/mtls/reachability.yaml',
);
const ambient = readVectors<{ cases: FlowVector[] }>('istio/mtls/ambient.yaml');

function worldOf({ given }: { given: Given }) {
  return new TlsWorld(given.objects, given.mesh);
}

(client ? describe : describe.skip)('client TLS against istio', () => {
  const cases = client?.cases ?? [];

  it('finds vectors to check', () => {
    expect(cases.length).toBe(28);
  });

  if (cases.length > 0) {
    it.each(cases.map(c => [c.name, c] as const))('%s', (_, vector) => {
      expect(clientAnswer(vector)).toEqual(vector.expect);
    });
  }
});

function clientAnswer(vector: ClientVector): Record<string, unknown> {
  const world = worldOf(vector);
  const { kind, from, to } = vector.ask;
  const destination = world.destination(to);
  if (kind === 'service-mtls-hint') {
    return { mode: assumedMtlsMode(world.mesh, destination) };
  }
  const caller = world.caller(from.namespace, from.name);
  if (kind === 'client-mtls') {
    const sent = destination.endpoints.map(endpoint =>
      clientTls({ mesh: world.mesh, caller, destination, endpoint }),
    );
    return { mtls: sent.every(({ sends }) => sends === 'mtls') };
  }
  const { mode, decidedBy, settings } = clusterTls(
    world.mesh,
    caller,
    destination,
  );
  return {
    tls: mode,
    mtls: mode === 'ISTIO_MUTUAL',
    decidedBy,
    ...(settings?.sni && { sni: settings.sni }),
    ...(settings?.subjectAltNames && {
      subjectAltNames: settings.subjectAltNames,
    }),
  };
}

(meshed && ambient ? describe : describe.skip)(
  'reachability against istio',
  () => {
    const cases = [
      ...(meshed?.cases ?? []),
      ...(ambient?.cases.filter(c => c.ask.kind === 'ambient-reachability') ??
        []),
    ];

    it('finds flows to check', () => {
      expect(cases.flatMap(c => c.expect.flows).length).toBe(100);
    });

    if (cases.length > 0) {
      it.each(cases.map(c => [c.name, c] as const))(
        'every flow of %s',
        (_, vector) => {
          for (const port of vector.ask.ports) {
            expect({
              port,
              flows: vector.expect.flows.map(f => flow(vector, f, port)),
            }).toEqual({ port, flows: vector.expect.flows });
          }
        },
      );
    }
  },
);

function flow(vector: FlowVector, wanted: Flow, portName: string): Flow {
  const world = worldOf(vector);
  const { namespace } = vector.ask;
  const { from, to, path, subset } = wanted;
  const ref = { namespace, name: to };
  const port = world
    .service(ref)
    .spec?.ports?.find(({ name }) => name === portName);
  if (port === undefined) {
    throw new Error(`Service ${to} has no port ${portName}`);
  }
  const caller = world.caller(namespace, from);
  const destination = world.destination({
    service: ref,
    port: port.port,
    subset,
  });
  const rule = world.mesh.destinationRules.forCaller(caller, destination);
  const [endpoint] = world.endpoints(
    ref,
    port.port,
    rule?.subsets.find(({ name }) => name === subset)?.labels,
  );
  const { outcome, client: sent } = reachability({
    mesh: world.mesh,
    caller,
    destination,
    endpoint,
  });
  if (wanted.allowed !== undefined) {
    return { from, to, allowed: outcome !== 'fails' };
  }
  const delay =
    vector.ask.serverFirst === true
      ? serverFirstDelay({
          protocolDeclared: !portName.startsWith('auto'),
          callerHasSidecar: caller.proxy === 'sidecar',
          sends: sent.sends,
          mode: serverMtls(policiesOf(world.mesh, endpoint), endpoint.port)
            .mode,
        })
      : undefined;
  const success = outcome !== 'fails' && delay === undefined;
  return {
    from,
    to,
    ...(path && { path }),
    ...(subset && { subset }),
    toMeshed: endpoint.proxy !== 'none',
    fromMeshed: caller.proxy !== 'none',
    success,
    ...('mtls' in wanted && success && { mtls: outcome === 'mtls' }),
    ...(vector.ask.serverFirst === true &&
      !success && { reason: delay ?? 'tls-mismatch' }),
  };
}
