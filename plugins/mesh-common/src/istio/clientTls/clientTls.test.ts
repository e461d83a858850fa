import { PeerAuthentication } from '../PeerAuthentication';
import { HostDestinationRule, TrafficPolicy } from '../routing/DestinationRule';
import { destinationRuleIndex } from '../routing/destinationRuleIndex';
import { reachability } from './reachability';
import { serverFirstDelay } from './serverFirst';
import { TlsCaller, TlsEndpoint, WorkloadProxy } from './TlsQuestion';

const front: TlsCaller = { proxy: 'sidecar', namespace: 'web' };
const pod: TlsEndpoint = {
  proxy: 'sidecar',
  namespace: 'shop',
  labels: { app: 'cart' },
  port: 8080,
};

function rule(
  trafficPolicy: TrafficPolicy,
  namespace = 'shop',
): HostDestinationRule {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'cart', namespace },
    spec: { host: 'cart.shop.svc.cluster.local', trafficPolicy },
  };
}

function policy(spec: PeerAuthentication['spec']): PeerAuthentication {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: spec?.selector ? 'cart' : 'default', namespace: 'shop' },
    spec,
  };
}

const strict = policy({ mtls: { mode: 'STRICT' } });

function ask(of: {
  caller?: TlsCaller;
  endpoint?: TlsEndpoint;
  others?: TlsEndpoint[];
  rules?: HostDestinationRule[];
  policies?: PeerAuthentication[];
  headless?: boolean;
  subset?: string;
}) {
  const { caller = front, endpoint = pod, headless, subset } = of;
  return reachability({
    mesh: {
      rootNamespace: 'istio-system',
      destinationRules: destinationRuleIndex(of.rules ?? [], {
        rootNamespace: 'istio-system',
      }),
      peerAuthenticationsIn: namespace =>
        (of.policies ?? []).filter(p => p.metadata.namespace === namespace),
    },
    caller,
    destination: {
      hostname: 'cart.shop.svc.cluster.local',
      namespace: 'shop',
      port: 80,
      headless,
      ...(subset && { subset }),
      endpoints: [endpoint, ...(of.others ?? [])],
    },
    endpoint,
  });
}

describe('reachability', () => {
  it('names the rule by which a caller sends plaintext to a STRICT port', () => {
    const { outcome, reason, evidence } = ask({
      rules: [rule({ tls: { mode: 'DISABLE' } }, 'web')],
      policies: [strict],
    });

    expect(outcome).toBe('fails');
    expect(reason).toBe(
      "The caller sends plaintext: the DestinationRule for cart.shop.svc.cluster.local sets DISABLE; and the endpoint's mode is STRICT, which refuses it.",
    );
    expect(evidence).toEqual([
      {
        kind: 'DestinationRule',
        namespace: 'web',
        name: 'cart',
        field: 'spec.trafficPolicy.tls.mode',
        value: 'DISABLE',
      },
      expect.objectContaining({ kind: 'PeerAuthentication', name: 'default' }),
    ]);
  });

  it('reads tls without a mode as DISABLE', () => {
    expect(
      ask({ rules: [rule({ tls: {} })], policies: [strict] }).outcome,
    ).toBe('fails');
  });

  it('sends plaintext to a STRICT workload in a DISABLE namespace, which fails', () => {
    const policies = [
      policy({ mtls: { mode: 'DISABLE' } }),
      policy({
        selector: { matchLabels: { app: 'cart' } },
        mtls: { mode: 'STRICT' },
      }),
    ];

    expect(ask({ policies }).client.sends).toBe('plaintext');
    expect(ask({ policies }).outcome).toBe('fails');
  });

  it('gives all endpoints of a headless service plaintext when one has no proxy', () => {
    const legacy: TlsEndpoint = { ...pod, proxy: 'none' };

    expect(ask({ headless: true }).outcome).toBe('mtls');
    expect(ask({ headless: true, others: [legacy] }).outcome).toBe('plaintext');
    expect(ask({ others: [legacy] }).outcome).toBe('mtls');
  });

  it('finds nothing to connect to behind a subset that no rule defines', () => {
    const { outcome, client } = ask({ subset: 'v2' });

    expect(client.sends).toBe('nothing');
    expect(outcome).toBe('fails');
  });

  it('passes TLS of a rule on to the application, unless the mesh wants its own', () => {
    const rules = [rule({ tls: { mode: 'SIMPLE' } })];

    expect(ask({ rules }).outcome).toBe('tls');
    expect(ask({ rules, policies: [strict] }).outcome).toBe('fails');
  });

  it('goes by the level above where an entry for the port has no TLS', () => {
    const withEntry = (mode: 'DISABLE' | 'ISTIO_MUTUAL') => [
      rule({
        tls: { mode },
        portLevelSettings: [
          { port: { number: 80 }, connectionPool: { tcp: {} } },
        ],
      }),
    ];

    expect(ask({ rules: withEntry('DISABLE') }).outcome).toBe('plaintext');
    expect(ask({ rules: withEntry('ISTIO_MUTUAL') }).outcome).toBe('mtls');
  });

  it.each<[WorkloadProxy, WorkloadProxy, string]>([
    ['sidecar', 'ambient', 'mtls'],
    ['ambient', 'sidecar', 'mtls'],
    ['ambient', 'ambient', 'mtls'],
    ['ambient', 'none', 'plaintext'],
    ['none', 'ambient', 'fails'],
    ['none', 'sidecar', 'fails'],
    ['none', 'none', 'plaintext'],
  ])('%s calls %s in a STRICT namespace: %s', (from, to, outcome) => {
    expect(
      ask({
        caller: { ...front, proxy: from },
        endpoint: { ...pod, proxy: to },
        policies: [strict],
      }).outcome,
    ).toBe(outcome);
  });
});

describe('serverFirstDelay', () => {
  it('comes from guessing the protocol on either side', () => {
    const delay = (
      of: Partial<Parameters<typeof serverFirstDelay>[0]>,
    ): string | undefined =>
      serverFirstDelay({
        protocolDeclared: true,
        callerHasSidecar: true,
        sends: 'mtls',
        mode: 'PERMISSIVE',
        ...of,
      });

    expect(delay({})).toBeUndefined();
    expect(delay({ protocolDeclared: false })).toBe('outbound-sniffing');
    expect(delay({ sends: 'plaintext' })).toBe('inbound-sniffing');
    expect(delay({ protocolDeclared: false, callerHasSidecar: false })).toBe(
      'inbound-sniffing',
    );
    expect(delay({ sends: 'plaintext', mode: undefined })).toBeUndefined();
  });
});
