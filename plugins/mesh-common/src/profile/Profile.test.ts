import { profileSchema } from './Profile';

const minimal = { apiVersion: 'onmesh.io/v1', mesh: 'istio-sidecar' };
const caller = { namespace: 'shop', serviceAccount: 'frontend' };
const step = { weight: 10, pause: '5m' };
const byHand = { weight: 10, pause: 'manual' };

describe('a profile', () => {
  it('needs two lines, and is strict and closed unless it says otherwise', () => {
    expect(profileSchema.parse(minimal)).toEqual({
      ...minimal,
      mtls: { mode: 'strict', portExceptions: [] },
      access: 'closed',
      callers: [],
    });
  });

  it('takes every name that Kubernetes takes for accounts and Secrets', () => {
    const named = profileSchema.safeParse({
      ...minimal,
      callers: [{ namespace: 'shop', serviceAccount: 'ci.bot-2' }],
      ingress: { hosts: ['a.example'], tlsSecret: 'a.example-tls' },
    });
    expect(named.error).toBeUndefined();
  });

  it.each([
    ['an unknown field', { meshh: 'x' }, ''],
    ['a mesh that we do not know', { mesh: 'consul' }, 'mesh'],
    [
      'a name that Kubernetes refuses',
      { callers: [{ ...caller, namespace: 'Shop' }] },
      'callers.0.namespace',
    ],
    [
      'a name that would leave its YAML',
      { callers: [{ ...caller, namespace: 'a: b' }] },
      'callers.0.namespace',
    ],
    [
      'a path without its slash',
      { callers: [{ ...caller, paths: ['orders'] }] },
      'callers.0.paths.0',
    ],
    [
      'a path with a line break',
      { callers: [{ ...caller, paths: ['/a\n- b'] }] },
      'callers.0.paths.0',
    ],
    [
      'a path that proxies make another of before they compare',
      { callers: [{ ...caller, paths: ['/a/../b'] }] },
      'callers.0.paths.0',
    ],
    [
      'an address where a host is meant',
      { egress: { hosts: ['192.0.2.7'] } },
      'egress.hosts.0',
    ],
    [
      'a query that Argo Rollouts would look for arguments in',
      {
        canary: {
          steps: [step],
          analysis: { query: { name: 'q', promql: 'x{{args.a}}', min: 1 } },
        },
      },
      'canary.analysis.query.promql',
    ],
    [
      'a star in the middle of a path',
      { callers: [{ ...caller, paths: ['/a/*/b'] }] },
      'callers.0.paths.0',
    ],
    [
      'a method in lower case',
      { callers: [{ ...caller, methods: ['get'] }] },
      'callers.0.methods.0',
    ],
    [
      'a port out of range',
      { callers: [{ ...caller, ports: [70000] }] },
      'callers.0.ports.0',
    ],
    [
      'a weight of a hundred',
      { canary: { steps: [{ ...step, weight: 100 }] } },
      'canary.steps.0.weight',
    ],
    [
      'weights that shrink',
      { canary: { steps: [{ ...step, weight: 50 }, step] } },
      'canary.steps',
    ],
    [
      'a pause without a unit',
      { canary: { steps: [{ ...step, pause: '5' }] } },
      'canary.steps.0.pause',
    ],
    [
      'a success rate above a hundred',
      { canary: { steps: [step], analysis: { minSuccessRate: 101 } } },
      'canary.analysis.minSuccessRate',
    ],
    [
      'a caller that is nobody, whose rule would let everybody in',
      { callers: [{ methods: ['GET'] }] },
      'callers.0.namespace',
    ],
    [
      'a service account of no namespace',
      { callers: [{ serviceAccount: 'frontend' }] },
      'callers.0.namespace',
    ],
    [
      'an address with an identity, of which plaintext has none',
      { callers: [{ namespace: 'shop', ipBlocks: ['10.0.0.0/8'] }] },
      'callers.0.ipBlocks',
    ],
    [
      'a range that is none',
      { callers: [{ ipBlocks: ['10.0.0.0/33'] }] },
      'callers.0.ipBlocks.0',
    ],
    [
      'an end user whose tokens nobody makes',
      { callers: [{ endUser: {} }] },
      'callers.0.endUser',
    ],
    [
      'tokens that nobody is asked for',
      {
        access: 'open',
        endUsers: { issuer: 'https://a.example', jwksUri: 'https://a.example' },
      },
      'endUsers',
    ],
    [
      'an issuer that would stand for any',
      { endUsers: { issuer: '*', jwksUri: 'https://a.example' } },
      'endUsers.issuer',
    ],
    [
      'keys that come in plaintext',
      { endUsers: { issuer: 'a', jwksUri: 'http://a.example' } },
      'endUsers.jwksUri',
    ],
    [
      'a host with a wildcard',
      { ingress: { hosts: ['*.example.com'] } },
      'ingress.hosts.0',
    ],
    [
      'several hosts that TCP cannot tell apart',
      {
        egress: {
          hosts: ['a.example', 'b.example'],
          ports: [{ port: 5432, protocol: 'TCP' }],
        },
      },
      'egress',
    ],
    [
      'a prefix that proxies would read otherwise',
      { ingress: { hosts: ['a.example'], pathPrefixes: ['/a/../b'] } },
      'ingress.pathPrefixes.0',
    ],
    [
      'a host twice',
      { ingress: { hosts: ['a.example', 'a.example'] } },
      'ingress.hosts',
    ],
    [
      'a canary that the routes of a Gateway API gateway would pass by',
      {
        ingress: { api: 'gateway-api', hosts: ['a.example'] },
        canary: { steps: [step] },
      },
      'ingress.api',
    ],
    [
      'a pause of Flagger that waits for a person',
      {
        canary: {
          controller: 'flagger',
          steps: [{ weight: 1, pause: 'manual' }],
        },
      },
      'canary.steps.0.pause',
    ],
    [
      'pauses of Flagger that differ',
      {
        canary: {
          controller: 'flagger',
          steps: [step, { weight: 50, pause: '6m' }],
        },
      },
      'canary.steps.1.pause',
    ],
    ['a canary without a step', { canary: { steps: [] } }, 'canary.steps'],
    [
      'gates that nobody asks at',
      {
        canary: {
          steps: [step],
          gates: [{ at: 'rollback', url: 'https://portal.example/gate' }],
        },
      },
      'canary.gates',
    ],
    [
      'the same gate twice',
      {
        canary: {
          controller: 'flagger',
          steps: [step],
          gates: [
            { at: 'rollback', url: 'https://portal.example/a' },
            { at: 'rollback', url: 'https://portal.example/b' },
          ],
        },
      },
      'canary.gates',
    ],
    [
      'versions beside a controller',
      {
        canary: { versions: { stable: 'v1', canary: 'v2' }, steps: [step] },
      },
      'canary.versions',
    ],
    [
      'no controller and no versions',
      { canary: { controller: 'none', steps: [byHand] } },
      'canary.versions',
    ],
    [
      'versions that a subset cannot tell apart',
      {
        canary: {
          controller: 'none',
          versions: { stable: 'v1.0', canary: 'V1-0' },
          steps: [byHand],
        },
      },
      'canary.versions.canary',
    ],
    [
      'steps to no version',
      {
        canary: {
          controller: 'none',
          versions: { stable: 'v1' },
          steps: [byHand],
        },
      },
      'canary.steps',
    ],
    [
      'a step of Git that does not wait for a person',
      {
        canary: {
          controller: 'none',
          versions: { stable: 'v1', canary: 'v2' },
          steps: [step],
        },
      },
      'canary.steps.0.pause',
    ],
    [
      'a query that nobody asks',
      {
        canary: {
          controller: 'none',
          versions: { stable: 'v1', canary: 'v2' },
          steps: [byHand],
          analysis: { query: { name: 'lost', promql: 'up', max: 1 } },
        },
      },
      'canary.analysis.query',
    ],
    [
      'limits that Flagger has no field for',
      {
        canary: { controller: 'flagger', steps: [step] },
        traffic: { maxConnections: 1 },
      },
      'traffic.maxConnections',
    ],
    [
      'a query without a limit',
      {
        canary: {
          steps: [step],
          analysis: { query: { name: 'lost', promql: 'up' } },
        },
      },
      'canary.analysis.query',
    ],
    [
      'a share that YAML readers take for different numbers',
      { canary: { steps: [step], analysis: { minSuccessRate: 1e-7 } } },
      'canary.analysis.minSuccessRate',
    ],
    [
      'in ambient, a port without mutual TLS',
      {
        mesh: 'istio-ambient',
        mtls: {
          mode: 'strict',
          portExceptions: [{ port: 1, mode: 'disable' }],
        },
      },
      'mtls.portExceptions.0.mode',
    ],
    [
      'in ambient, requests of who does not come by the waypoint',
      {
        mesh: 'istio-ambient',
        callers: [{ ipBlocks: ['10.0.0.1'], methods: ['GET'] }],
      },
      'callers.0.ipBlocks',
    ],
    ['a timeout in words', { traffic: { timeout: 'soon' } }, 'traffic.timeout'],
  ])('refuses %s and names the field', (_, part, path) => {
    const { error } = profileSchema.safeParse({ ...minimal, ...part });
    expect(error?.issues[0].path.join('.')).toBe(path);
  });
});
