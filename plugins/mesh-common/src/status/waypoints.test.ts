import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  deployment,
  forPods,
  forService,
  from,
  namespace,
  pod,
  policy,
  service,
  waypoint,
  waypointPod,
} from '../istio/waypoint/__testUtils__/waypointWorld';
import { ClusterView, ViewGap } from '../view/ClusterView';
import { decideForTarget } from './decideForTarget';
import { evaluateTarget } from './evaluateTarget';
import { Caller } from './TargetStatus';

const target = { cluster: 'east', namespace: 'shop', workload: 'orders' };
const USE = { 'istio.io/use-waypoint': 'wp' };

const caller = (name: string, of = 'shop'): Caller => ({
  label: name,
  namespace: of,
  serviceAccount: name,
});

/** In ambient web and admin, with a sidecar batch, without anything legacy; one ingress gateway. */
const world = [
  namespace('shop'),
  deployment(),
  pod('orders'),
  pod('web'),
  pod('admin'),
  pod('batch', { proxy: 'sidecar' }),
  pod('legacy', { proxy: 'none' }),
  pod('ingress', { proxy: 'gateway' }),
];
const withWaypoint = [...world, service(USE), waypoint(), waypointPod()];

const viewOf = (objects: KubernetesObject[], gaps: ViewGap[] = []) =>
  new ClusterView({ cluster: 'east', objects, gaps });

function statusOf(objects: KubernetesObject[], gaps: ViewGap[] = []) {
  return evaluateTarget({
    view: viewOf(objects, gaps),
    target,
    catalogCallers: ['web', 'admin', 'batch', 'legacy', 'ingress'].map(name =>
      caller(name),
    ),
  });
}

const verdicts = (objects: KubernetesObject[]) =>
  Object.fromEntries(
    statusOf(objects).access.callers.map(entry => [
      entry.caller.label,
      entry.verdict,
    ]),
  );

const codesOf = (objects: KubernetesObject[]) =>
  statusOf(objects).findings.map(({ code }) => code);

const allowWeb = policy('callers', { ...forService, rules: [from('web')] });
const onlyWaypoint = policy('waypoint', { ...forPods, rules: [from('wp')] });

describe('callers of a workload with a waypoint', () => {
  it.each<[string, KubernetesObject[], Record<string, string>]>([
    [
      'a rule of the waypoint holds for those who come through it, and for nobody else',
      [...withWaypoint, allowWeb],
      {
        web: 'allowed',
        admin: 'denied',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
    [
      'ztunnel that admits only the waypoint holds everyone to it',
      [...withWaypoint, allowWeb, onlyWaypoint],
      {
        web: 'allowed',
        admin: 'denied',
        batch: 'denied',
        legacy: 'denied',
        ingress: 'denied',
      },
    ],
    [
      'ztunnel that admits the callers refuses the waypoint, and so all of them but those with a sidecar',
      [
        ...withWaypoint,
        policy('l4', { ...forPods, rules: [from('web', 'batch')] }),
      ],
      {
        web: 'denied',
        admin: 'denied',
        batch: 'allowed',
        legacy: 'denied',
        ingress: 'denied',
      },
    ],
    [
      'a DENY of the pods for a caller does not see it behind the waypoint',
      [
        ...withWaypoint,
        policy('deny', {
          ...forPods,
          action: 'DENY',
          rules: [from('web', 'batch')],
        }),
      ],
      {
        web: 'allowed',
        admin: 'allowed',
        batch: 'denied',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
    [
      'a namespace that closes itself binds ztunnel and not the waypoint',
      [...withWaypoint, allowWeb, policy('nothing', {})],
      {
        web: 'denied',
        admin: 'denied',
        batch: 'denied',
        legacy: 'denied',
        ingress: 'denied',
      },
    ],
    [
      'an ingress gateway goes through the waypoint where a label says so',
      [
        ...world,
        service({ ...USE, 'istio.io/ingress-use-waypoint': 'true' }),
        waypoint(),
        waypointPod(),
        allowWeb,
      ],
      {
        web: 'allowed',
        admin: 'denied',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'denied',
      },
    ],
    [
      'a waypoint that is not there enforces nothing',
      [...world, service(USE), allowWeb],
      {
        web: 'allowed',
        admin: 'allowed',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
    [
      'a policy for a Service without a waypoint is enforced nowhere',
      [...world, service(), waypoint(), waypointPod(), allowWeb],
      {
        web: 'allowed',
        admin: 'allowed',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
    [
      'callers of a headless Service use addresses of pods, past a waypoint for Services',
      [
        ...world,
        service(USE, { clusterIP: 'None' }),
        waypoint(),
        waypointPod(),
        allowWeb,
      ],
      {
        web: 'allowed',
        admin: 'allowed',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
    [
      'policies for the Gateway and, in the root namespace, for the class of waypoints hold as well',
      [
        ...withWaypoint,
        policy('gateway', {
          targetRefs: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'Gateway',
              name: 'wp',
            },
          ],
          rules: [from('web', 'admin')],
        }),
        {
          ...policy('class', {
            targetRefs: [
              {
                group: 'gateway.networking.k8s.io',
                kind: 'GatewayClass',
                name: 'istio-waypoint',
              },
            ],
            action: 'DENY',
            rules: [from('admin')],
          }),
          metadata: { name: 'class', namespace: 'istio-system' },
        },
      ],
      {
        web: 'allowed',
        admin: 'denied',
        batch: 'allowed',
        legacy: 'allowed',
        ingress: 'allowed',
      },
    ],
  ])('%s', (_, objects, expected) => {
    expect(verdicts(objects)).toEqual(expected);
  });

  it('depend on the way where neither pods nor a namespace tell it', () => {
    const objects = [
      ...withWaypoint,
      policy('callers', {
        ...forService,
        rules: [
          {
            from: [
              { source: { principals: ['cluster.local/ns/bank/sa/ledger'] } },
            ],
          },
        ],
        action: 'DENY',
      }),
    ];
    const unknown = (of: KubernetesObject[]) =>
      evaluateTarget({
        view: viewOf(of),
        target,
        catalogCallers: [caller('ledger', 'bank')],
      }).access.callers[0];

    expect(unknown(objects)).toMatchObject({
      verdict: 'depends',
      reason: expect.stringMatching(
        /^It depends on the way: through waypoint shop\/wp it is denied .*; past every waypoint it is allowed/,
      ),
    });
    expect(unknown([...objects, namespace('bank')]).verdict).toBe('denied');
  });

  it('are not named by the rule that lets the waypoint through', () => {
    const { callers } = statusOf([...withWaypoint, onlyWaypoint]).access;

    expect(callers.map(entry => entry.caller.label)).not.toContain('wp');
  });

  it('are unknown where Gateways could not be read', () => {
    const { access } = statusOf(
      [...world, service(USE), allowWeb],
      [{ kind: 'Gateway', reason: 'forbidden', notInstalled: false }],
    );

    expect(access).toMatchObject({
      default: 'unknown',
      reason: expect.stringContaining('Gateways could not be read'),
    });
  });
});

describe('a caller that comes past the waypoint', () => {
  it('is told apart by its reason', () => {
    const { callers } = statusOf([...withWaypoint, allowWeb]).access;
    const reasonOf = (name: string) =>
      callers.find(entry => entry.caller.label === name)?.reason;

    expect(reasonOf('batch')).toBe(
      'It comes past the waypoint. No AuthorizationPolicy applies, so every request is allowed.',
    );
    expect(reasonOf('web')).toBe(
      'At waypoint shop/wp: AuthorizationPolicy shop/callers spec.rules[0] allows it.',
    );
  });
});

describe('a waypoint that was seen to call', () => {
  it('is judged as the caller that ztunnel sees', () => {
    const gate = {
      ...waypointPod(),
      metadata: {
        ...waypointPod().metadata,
        labels: {
          'gateway.networking.k8s.io/gateway-name': 'wp',
          'gateway.istio.io/managed': 'istio.io-mesh-controller',
        },
      },
    };
    const { callers } = evaluateTarget({
      view: viewOf([
        ...world,
        service({ ...USE, 'istio.io/ingress-use-waypoint': 'true' }),
        waypoint(),
        gate,
        allowWeb,
        onlyWaypoint,
      ]),
      target,
      catalogCallers: [caller('wp')],
    }).access;

    expect(callers[0].verdict).toBe('allowed');
  });
});

describe('a port that no Service leads to', () => {
  const own = (labels = {}) => ({
    ...deployment(labels),
    spec: {
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: { labels: { app: 'orders', ...labels } },
        spec: {
          serviceAccountName: 'orders',
          containers: [{ name: 'app', ports: [{ containerPort: 9090 }] }],
        },
      },
    },
  });
  const gateway = policy('gateway', {
    targetRefs: [
      { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'wp' },
    ],
    rules: [from('web')],
  });
  const ask = (objects: KubernetesObject[], port: number) =>
    decideForTarget({
      view: viewOf(objects),
      target,
      from: { namespace: 'shop', serviceAccount: 'admin' },
      port,
    }).verdict;

  it('is reached past a waypoint for Services, and through one for addresses of pods', () => {
    const rest = world.filter(({ kind }) => kind !== 'Deployment');
    const forServices = [
      ...[...rest, own(), service(USE), waypoint(), waypointPod()],
      gateway,
    ];
    const forAll = [
      ...[...rest, own(USE), service(USE), waypointPod(), gateway],
      waypoint({ labels: { 'istio.io/waypoint-for': 'all' } }),
    ];

    expect(ask(forServices, 8080)).toBe('denied');
    expect(ask(forServices, 9090)).toBe('allowed');
    expect(ask(forAll, 9090)).toBe('denied');
  });
});

describe('strangers', () => {
  it.each<[string, KubernetesObject[], string]>([
    [
      'come past a waypoint that is closed',
      [...withWaypoint, allowWeb],
      'open',
    ],
    ['find both closed', [...withWaypoint, allowWeb, onlyWaypoint], 'closed'],
    [
      'come through a waypoint that is open, and admitted alone',
      [...withWaypoint, onlyWaypoint],
      'open',
    ],
    ['find everything closed', [...withWaypoint, policy('no', {})], 'closed'],
  ])('%s', (_, objects, expected) => {
    expect(statusOf(objects).access.default).toBe(expected);
  });
});

describe('the rules of a workload in ambient', () => {
  const methods = { to: [{ operation: { methods: ['GET'] } }] };

  it('name who enforces them, and what ztunnel makes of them', () => {
    const { rules } = statusOf([
      ...withWaypoint,
      policy('l7', { ...forService, rules: [{ ...from('web'), ...methods }] }),
      policy('misplaced', { ...forPods, rules: [methods] }),
      policy('useless', { ...forPods, action: 'DENY', rules: [methods] }),
      policy('asked', {
        ...forPods,
        action: 'CUSTOM',
        provider: { name: 'opa' },
        rules: [{}],
      }),
    ]).access;

    expect(
      rules.map(({ evidence, enforcedBy, note }) => [
        evidence.name,
        enforcedBy,
        note,
      ]),
    ).toEqual([
      ['l7', 'waypoint shop/wp', undefined],
      ['asked', 'ztunnel', 'ztunnel ignores policies with the action CUSTOM.'],
      [
        'misplaced',
        'ztunnel',
        'ztunnel cannot check methods, so the rule allows nobody.',
      ],
      [
        'useless',
        'ztunnel',
        'ztunnel cannot check methods, so the rule never matches.',
      ],
    ]);
  });

  it('are told once of a waypoint that serves several Services', () => {
    const second = {
      ...service(USE),
      metadata: { ...service(USE).metadata, name: 'orders-too' },
    };
    const { rules } = statusOf([
      ...withWaypoint,
      second,
      policy('gateway', {
        targetRefs: [
          { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'wp' },
        ],
        rules: [from('web')],
      }),
    ]).access;

    expect(rules).toHaveLength(1);
  });
});

describe('a request to a workload with a waypoint', () => {
  const l7 = policy('l7', {
    ...forService,
    rules: [
      {
        ...from('web', 'batch'),
        to: [{ operation: { methods: ['GET'], ports: ['80'] } }],
      },
    ],
  });
  const ask = (
    serviceAccount: string | null,
    method?: string,
    objects = [...withWaypoint, l7, onlyWaypoint],
  ) =>
    decideForTarget({
      view: viewOf(objects),
      target,
      from:
        serviceAccount === null ? null : { namespace: 'shop', serviceAccount },
      port: 8080,
      method,
    });

  it('is judged by the waypoint on the port of the Service, then by ztunnel', () => {
    expect(ask('web', 'GET')).toMatchObject({
      verdict: 'allowed',
      reason:
        'At waypoint shop/wp: AuthorizationPolicy shop/l7 spec.rules[0] allows it.',
      evidence: { name: 'l7', field: 'spec.rules[0]' },
      trace: [
        { why: expect.stringMatching(/^At waypoint shop\/wp: /) },
        { why: expect.stringMatching(/^At the ztunnel, about the waypoint: /) },
      ],
    });
  });

  it.each([
    ['web', 'POST', 'denied'],
    ['web', undefined, 'depends'],
    ['admin', 'GET', 'denied'],
    ['batch', 'GET', 'denied'],
    [null, 'GET', 'denied'],
  ])('from %s with %s is %s', (account, method, verdict) => {
    expect(ask(account, method).verdict).toBe(verdict);
  });

  it('says that ztunnel refuses the waypoint', () => {
    expect(
      ask('web', 'GET', [
        ...withWaypoint,
        policy('l4', { ...forPods, rules: [from('web')] }),
      ]),
    ).toMatchObject({
      verdict: 'denied',
      reason:
        'The ztunnel refuses waypoint shop/wp, and so everyone who comes through it: No rule of AuthorizationPolicy shop/l4 allows it.',
      evidence: { name: 'l4' },
    });
  });

  it('reaches a sidecar behind a waypoint as the waypoint', () => {
    const sidecars = withWaypoint.map(object =>
      object.metadata.name === 'orders' && object.kind === 'Pod'
        ? pod('orders', { proxy: 'sidecar' })
        : object,
    );

    expect(ask('web', 'GET', [...sidecars, l7, onlyWaypoint]).verdict).toBe(
      'allowed',
    );
    expect(ask('batch', 'GET', [...sidecars, l7, onlyWaypoint]).verdict).toBe(
      'denied',
    );
  });
});

describe('findings about waypoints', () => {
  const toMethods = {
    rules: [{ to: [{ operation: { methods: ['GET'] } }] }],
  };

  it.each<[string, string, KubernetesObject[]]>([
    ['ONM0107', 'one that is not there', [...world, service(USE)]],
    [
      'ONM0107',
      'one without a ready pod',
      [...world, service(USE), waypoint(), waypointPod({ ready: false })],
    ],
    ['ONM0108', 'a policy that needs one', [...world, service(), allowWeb]],
    [
      'ONM0109',
      'a rule about requests for ztunnel',
      [...world, service(), policy('l7', { ...forPods, ...toMethods })],
    ],
    [
      'ONM0110',
      'one that ztunnel refuses',
      [...withWaypoint, policy('l4', { ...forPods, rules: [from('web')] })],
    ],
    ['ONM0111', 'one that can be passed', [...withWaypoint, allowWeb]],
  ])('%s: %s', (code, _, objects) => {
    expect(codesOf(objects)).toContain(code);
  });

  it('are none where the waypoint serves, and ztunnel admits it alone', () => {
    const codes = codesOf([...withWaypoint, allowWeb, onlyWaypoint]);

    expect(codes.filter(code => code.startsWith('ONM01'))).toEqual([]);
  });
});
