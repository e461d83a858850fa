import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../view/ClusterView';
import { decideForTarget } from './decideForTarget';
import { evaluateTarget } from './evaluateTarget';
import { ObservedTraffic } from './ObservedTraffic';

const target = { cluster: 'east', namespace: 'shop', workload: 'orders' };

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
): KubernetesObject =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    ...rest,
  }) as KubernetesObject;

const workload = [
  object('apps/v1', 'Deployment', 'orders', {
    spec: {
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: {
          labels: { app: 'orders', 'sidecar.istio.io/inject': 'true' },
        },
        spec: {
          serviceAccountName: 'orders',
          containers: [{ name: 'app', ports: [{ containerPort: 8080 }] }],
        },
      },
    },
  }),
  object('v1', 'Service', 'orders', {
    spec: {
      selector: { app: 'orders' },
      ports: [{ name: 'http-api', port: 80, targetPort: 8080 }],
    },
  }),
];

const pod = (proxied: boolean): KubernetesObject =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'orders-1',
      namespace: 'shop',
      labels: { app: 'orders' },
    },
    spec: {
      containers: [
        { name: 'app' },
        ...(proxied ? [{ name: 'istio-proxy' }] : []),
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  }) as KubernetesObject;

const strict = object('security.istio.io/v1', 'PeerAuthentication', 'orders', {
  spec: {
    selector: { matchLabels: { app: 'orders' } },
    mtls: { mode: 'STRICT' },
  },
});

const allowFrontend = (annotations: Record<string, string> = {}) =>
  ({
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'orders-callers', namespace: 'shop', annotations },
    spec: {
      selector: { matchLabels: { app: 'orders' } },
      rules: [
        {
          from: [
            { source: { principals: ['cluster.local/ns/shop/sa/frontend'] } },
          ],
        },
      ],
    },
  }) as KubernetesObject;

const frontend = {
  label: 'frontend',
  namespace: 'shop',
  serviceAccount: 'frontend',
};
const reports = {
  label: 'reports',
  namespace: 'back-office',
  serviceAccount: 'reports',
};

function evaluate(
  objects: KubernetesObject[],
  options: { observed?: ObservedTraffic; gaps?: ViewGap[] } = {},
) {
  return evaluateTarget({
    view: new ClusterView({
      cluster: 'east',
      objects: [...workload, ...objects],
      gaps: options.gaps,
    }),
    target,
    observed: options.observed,
    catalogCallers: [frontend, reports],
  });
}

describe('the status of a target', () => {
  it('outside the mesh says that nothing encrypts or checks callers', () => {
    const status = evaluate([pod(false)]);
    expect(status).toMatchObject({
      mesh: 'none',
      enrolment: { state: 'pending-restart' },
      ports: [{ port: 8080, accepts: 'plaintext-only' }],
      access: { default: 'open' },
    });
    expect(status.access.callers.map(c => c.verdict)).toEqual([
      'allowed',
      'allowed',
    ]);
  });

  it('names the object behind every verdict', () => {
    const status = evaluate([pod(true), strict, allowFrontend()]);
    expect(status.ports).toEqual([
      expect.objectContaining({
        port: 8080,
        protocol: 'http',
        accepts: 'mtls-only',
        evidence: expect.objectContaining({ name: 'orders', value: 'STRICT' }),
      }),
    ]);
    expect(status.access).toMatchObject({
      default: 'closed',
      evidence: { kind: 'AuthorizationPolicy', name: 'orders-callers' },
      callers: [
        {
          caller: frontend,
          sources: ['catalog', 'policy'],
          verdict: 'allowed',
          evidence: { field: 'spec.rules[0]' },
        },
        { caller: reports, sources: ['catalog'], verdict: 'denied' },
      ],
    });
    expect(status.findings).toContainEqual(
      expect.objectContaining({ code: 'ONM0302', severity: 'warning' }),
    );
  });

  it('tells of a dry run who would be denied, and denies nobody', () => {
    const status = evaluate([
      pod(true),
      allowFrontend({ 'istio.io/dry-run': 'true' }),
    ]);
    expect(status.access.default).toBe('open');
    expect(status.access.callers).toMatchObject([
      { verdict: 'allowed', ifEnforced: undefined },
      { verdict: 'allowed', ifEnforced: { verdict: 'denied' } },
    ]);
    expect(status.findings.map(f => f.code)).toContain('ONM0303');
  });

  it('denies a caller in plaintext at a port that takes only mTLS, whatever the policies', () => {
    const status = evaluate([pod(true), strict, allowFrontend()], {
      observed: {
        window: '1h',
        callers: [{ ...frontend, mtls: false, requestsPerSecond: 3 }],
      },
    });
    expect(status.access.callers[0]).toMatchObject({
      verdict: 'denied',
      plaintext: true,
      evidence: { kind: 'PeerAuthentication' },
    });
    expect(status.findings[0]).toMatchObject({ severity: 'error' });
  });

  it('denies a caller that nobody has seen and that has no proxy, at a port that takes only mTLS', () => {
    const client = (name: string, proxied: boolean): KubernetesObject =>
      ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: frontend.namespace },
        spec: {
          serviceAccountName: frontend.serviceAccount,
          containers: [{ name: proxied ? 'istio-proxy' : 'app' }],
        },
      }) as KubernetesObject;
    const judge = (pods: KubernetesObject[], observed?: ObservedTraffic) =>
      evaluate([pod(true), strict, allowFrontend(), ...pods], { observed });

    const outside = judge([client('a', false)]);
    expect(outside.access.callers[0]).toMatchObject({
      verdict: 'denied',
      withoutProxy: true,
      reason: expect.stringContaining('None of its pods has a proxy'),
      evidence: { kind: 'PeerAuthentication' },
    });
    expect(outside.findings).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringContaining('has no proxy'),
      }),
    );

    const partly = judge([client('a', false), client('b', true)]);
    expect(partly.access.callers[0]).toMatchObject({
      verdict: 'depends',
      reason: expect.stringContaining('the caller has no proxy'),
    });
    const seen = judge([client('a', false)], {
      window: '1h',
      callers: [{ ...frontend, mtls: true, requestsPerSecond: 3 }],
    });
    expect(seen.access.callers[0].verdict).toBe('allowed');
  });

  it.each([
    ['LoadBalancer', ['denied', 'allowed']],
    ['NodePort', ['denied', 'allowed']],
    ['ClusterIP', []],
  ])(
    'knows that a Service of type %s is called from outside, without mutual TLS',
    (type, [closed, open]) => {
      const edge = object('v1', 'Service', 'orders-edge', {
        spec: { type, selector: { app: 'orders' }, ports: [{ port: 80 }] },
      });
      const outside = (objects: KubernetesObject[]) =>
        evaluate([pod(true), edge, ...objects])
          .access.callers.filter(({ sources }) => sources.includes('service'))
          .map(({ verdict }) => verdict);

      expect(outside([strict])).toEqual(closed ? [closed] : []);
      expect(outside([allowFrontend()])).toEqual(closed ? [closed] : []);
      expect(outside([])).toEqual(open ? [open] : []);
    },
  );

  it('is unknown, and says why, where policies could not be read', () => {
    const status = evaluate([pod(true), strict], {
      gaps: [
        {
          kind: 'AuthorizationPolicy',
          reason: 'forbidden',
          notInstalled: false,
        },
        {
          kind: 'PeerAuthentication',
          reason: 'forbidden',
          notInstalled: false,
        },
      ],
    });
    expect(status.access.default).toBe('unknown');
    expect(status.ports[0]).toMatchObject({ accepts: 'unknown' });
    expect(status.ports[0].reason).toContain('forbidden');
    expect(status.findings.map(f => f.code)).toContain('ONM0103');
  });

  it('says of ambient what ztunnel does, where a sidecar would do otherwise', () => {
    const meshStrict = {
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'default', namespace: 'istio-system' },
      spec: { mtls: { mode: 'STRICT' } },
    } as KubernetesObject;
    const disablePort = object(
      'security.istio.io/v1',
      'PeerAuthentication',
      'orders',
      {
        spec: {
          selector: { matchLabels: { app: 'orders' } },
          portLevelMtls: { 8080: { mode: 'DISABLE' } },
        },
      },
    );
    const captured = {
      ...pod(false),
      metadata: {
        name: 'orders-1',
        namespace: 'shop',
        labels: { app: 'orders' },
        annotations: { 'ambient.istio.io/redirection': 'enabled' },
      },
    };
    const [port] = evaluate([captured, meshStrict, disablePort]).ports;
    expect(port.accepts).toBe('mtls-only');
    expect(port.reason).toContain('ambient knows no DISABLE');
    expect(
      evaluate([pod(true), meshStrict, disablePort]).ports[0].accepts,
    ).toBe('plaintext-only');
  });

  it('is unknown where no pod runs', () => {
    expect(evaluate([])).toMatchObject({
      mesh: 'unknown',
      enrolment: { state: 'unknown' },
      ports: [{ accepts: 'unknown' }],
      access: { default: 'unknown' },
    });
  });

  it('takes a kind that is not installed for one without objects', () => {
    const gap = { reason: 'not installed', notInstalled: true };
    expect(
      evaluate([pod(true)], { gaps: [{ kind: 'PeerAuthentication', ...gap }] })
        .ports[0].accepts,
    ).toBe('mtls-and-plaintext');
  });

  it('needs the workload to exist', () => {
    expect(() =>
      evaluateTarget({
        view: new ClusterView({ cluster: 'east', objects: [] }),
        target,
        catalogCallers: [],
      }),
    ).toThrow('There is no workload orders in namespace shop of cluster east');
  });
});

describe('a request to a target', () => {
  const view = new ClusterView({
    cluster: 'east',
    objects: [...workload, pod(true), strict, allowFrontend()],
  });
  const ask = (from: { namespace: string; serviceAccount: string } | null) =>
    decideForTarget({
      view,
      target,
      from,
      port: 8080,
      method: 'GET',
      path: '/',
    });

  it('is allowed by the rule that names its sender', () => {
    expect(ask(frontend)).toMatchObject({
      verdict: 'allowed',
      evidence: { name: 'orders-callers', field: 'spec.rules[0]' },
      trace: [{ matched: 'yes' }],
    });
  });

  it('is denied when no rule names its sender', () => {
    expect(ask(reports)).toMatchObject({ verdict: 'denied' });
  });

  it('is denied in plaintext before any policy is asked', () => {
    expect(ask(null)).toMatchObject({
      verdict: 'denied',
      evidence: { kind: 'PeerAuthentication' },
      trace: [],
    });
  });
});
