import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { Profile } from '../profile/Profile';
import { evaluateTarget } from '../status/evaluateTarget';
import { validateObject } from '../validation';
import { crdErrors, schemasAreThere } from './__testUtils__/crdSchemas';
import { anyAmbientProfile, anyProfile } from './__testUtils__/anyProfile';
import {
  arrangeView,
  callers,
  deployment,
  files,
  filesAfter,
  filesWithNamespace,
  folder,
  gatewayPod,
  observed,
  plan,
  profile,
  service,
  target,
  withoutProtocols,
} from './__testUtils__/shop';
import { PlanError } from './PlanError';
import { planFingerprint } from './planFingerprint';
import { planStages } from './planStages';
import { Plan } from './Plan';
import { viewAfter } from './viewAfter';

const path = (kind: string) => `${folder}/payment.${kind}.yaml`;
const ids = ({ stages }: Plan) => stages.map(({ id }) => id);
const content = (p: Plan, stage: number, file: string): unknown =>
  parse(p.stages[stage].files.find(f => f.path === file)?.after ?? '');

const canary: Profile['canary'] = {
  steps: [
    { weight: 10, pause: '5m' },
    { weight: 50, pause: 'manual' },
  ],
  analysis: { minSuccessRate: 99.5, maxP99Ms: 500 },
};

/** What a cluster, or the webhook of a kind, would refuse. */
const refusals = (object: unknown) =>
  validateObject(object).filter(({ severity }) => severity === 'error');

// Each run plans several times.
const RUNS = 30;

const anyView = () =>
  arrangeView({
    others: [gatewayPod],
    mesh: { revisions: ['default', 'next'] },
  });
const planFor = (p: Profile, before = filesWithNamespace) =>
  planStages({
    profile: p,
    view: anyView(),
    target,
    observed,
    catalogCallers: [],
    folder,
    files: before,
  });

describe('the plan for a simple service', () => {
  const simple = plan();

  it('has the stages in the order that is safe', () => {
    expect(ids(simple)).toEqual([
      'join',
      'authorize-dry-run',
      'encrypt',
      'authorize',
    ]);
  });

  it('joins with one line in the Deployment and a PERMISSIVE policy', () => {
    expect(simple.stages[0].files).toEqual([
      {
        path: `${folder}/deployment.yaml`,
        before: deployment,
        after: deployment.replace(
          '        version: v1\n',
          '        version: v1\n        sidecar.istio.io/inject: "true"\n',
        ),
      },
      {
        path: path('peer-authentication'),
        before: null,
        after: `# Managed by Onmesh: change the mesh profile of the service instead of this file.
# Checksum of what follows: 9ee84be5
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: payment
  namespace: shop
  labels:
    app.kubernetes.io/managed-by: onmesh
spec:
  selector:
    matchLabels:
      app: payment
  mtls:
    mode: PERMISSIVE
`,
      },
    ]);
  });

  it('waits for traffic before it goes on, except at a workload that nobody can call', () => {
    expect(simple.stages[0].gates).toContain('traffic-is-observed');
    const batch = deployment.replace(/ {10}ports:\n.*\n/, '');
    const { stages } = planStages({
      profile: profile(),
      view: arrangeView({ manifests: [batch] }),
      target,
      observed,
      catalogCallers: [],
      folder,
      files: new Map([[`${folder}/deployment.yaml`, batch]]),
    });
    expect(stages[0].gates).toEqual(['every-pod-has-a-ready-proxy']);
  });

  it('tries the same policy out that it enforces later', () => {
    expect(content(simple, 1, path('authorization-policy'))).toEqual({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: {
        name: 'payment',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/managed-by': 'onmesh' },
        annotations: { 'istio.io/dry-run': 'true' },
      },
      spec: {
        selector: { matchLabels: { app: 'payment' } },
        action: 'ALLOW',
        rules: ['checkout', 'orders'].map(sa => ({
          from: [
            { source: { principals: [`cluster.local/ns/shop/sa/${sa}`] } },
          ],
        })),
      },
    });
    const [{ before, after }] = simple.stages[3].files;
    const text = (file: string | null) => file?.replace(/^# Checksum.*\n/m, '');
    expect(text(after)).toBe(
      text(before)?.replace(
        '  annotations:\n    istio.io/dry-run: "true"\n',
        '',
      ),
    );
  });

  it('encrypts once nobody comes in plaintext', () => {
    expect(content(simple, 2, path('peer-authentication'))).toMatchObject({
      spec: { mtls: { mode: 'STRICT' } },
    });
    expect(simple.stages[1].gates).toEqual([
      'no-known-caller-would-be-denied',
      'no-plaintext-caller',
    ]);
    expect(simple.stages[2].gates).toEqual([
      'mtls-is-in-effect',
      'no-new-denials',
      'no-known-caller-would-be-denied',
    ]);
  });

  it('takes nothing from its callers', () => {
    const effects = simple.stages.flatMap(s => s.effects.callers);
    expect(effects).toHaveLength(8);
    expect(effects.every(e => e.after === 'allowed')).toBe(true);
    expect(simple.risk).toBe('medium');
    expect(simple.stages.map(s => s.effects.restarts)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('says which findings go', () => {
    const resolved = simple.stages.flatMap(s =>
      s.effects.resolved.map(({ code }) => `${s.id} ${code}`),
    );
    expect(resolved).toEqual(
      expect.arrayContaining([
        'join ONM0101',
        'encrypt ONM0201',
        'authorize ONM0301',
      ]),
    );
  });
});

describe('what callers would lose', () => {
  const batch = {
    workload: 'batch',
    namespace: 'jobs',
    mtls: false,
    requestsPerSecond: 1,
  };

  it('is a high risk when a caller seen lately is not on the list', () => {
    const p = plan({
      callers: [{ namespace: 'shop', serviceAccount: 'checkout' }],
    });
    expect(p.risk).toBe('high');
    expect(p.riskReasons[0]).toContain(
      'orders calls today and would be denied',
    );
    const { callers: changes } = p.stages[3].effects;
    expect(changes[0]).toMatchObject({
      caller: { label: 'orders' },
      before: 'allowed',
      after: 'denied',
    });
    expect(
      p.stages[1].effects.appearing.map(({ message }) => message).join(),
    ).toContain('orders would be denied');
  });

  it('is a high risk when a caller comes in plaintext', () => {
    const p = plan(
      {},
      { observed: { ...observed, callers: [...observed.callers, batch] } },
    );
    expect(p.risk).toBe('high');
    expect(p.stages[2].effects.callers[0]).toMatchObject({
      caller: { label: 'batch' },
      after: 'denied',
    });
  });

  it.each([
    [
      'every port',
      undefined,
      '10.0.0.0/8 may call every port, and strict mTLS refuses there who comes in plaintext.',
    ],
    ['a port of mutual TLS', [8080, 9000], 'may call port 8080, 9000, and'],
    ['a port that takes plaintext', [9000], ''],
  ])('is told where addresses may call %s', (_, ports, told) => {
    const { riskReasons } = plan({
      mtls: { portExceptions: [{ port: 9000, mode: 'permissive' }] },
      callers: [...callers, { ipBlocks: ['10.0.0.0/8'], ports }],
    });
    expect(
      riskReasons.filter(reason => reason.startsWith('10.')).join(),
    ).toMatch(told ? new RegExp(told) : /^$/);
  });

  it('is unknown without metrics, and the plan says so', () => {
    const p = plan({}, { observed: undefined });
    expect(p.risk).toBe('medium');
    expect(p.riskReasons.join()).toContain('No metrics were available');
  });

  it('is as high a risk when a caller is only declared', () => {
    const p = plan(
      {},
      {
        catalogCallers: [
          { label: 'ledger', namespace: 'bank', serviceAccount: 'ledger' },
        ],
      },
    );
    expect(p.risk).toBe('high');
    expect(p.riskReasons.join()).toContain('ledger is a known caller');
  });
});

describe('what a reviewer is told', () => {
  it('is not a new finding when only the reason for it is new', () => {
    const changes = plan().stages.map(({ effects }) =>
      [...effects.appearing, ...effects.resolved].map(({ code }) => code),
    );
    expect(changes).toEqual(changes.map(codes => [...new Set(codes)]));
  });

  it('names callers that are let in only partly', () => {
    const p = plan({
      callers: [{ ...callers[0], paths: ['/pay/*'] }, callers[1]],
    });
    expect(p.risk).toBe('medium');
    expect(p.riskReasons.join()).toContain('checkout is let in only partly');
  });

  it('is that nothing is to be done when nothing is', () => {
    expect(plan({}, { files: filesAfter(plan()) })).toMatchObject({
      stages: [],
      risk: 'low',
      riskReasons: ['The repository already says what the profile says.'],
    });
  });
});

describe('profiles that ask for less', () => {
  it('have no policy when access is open', () => {
    expect(ids(plan({ access: 'open', callers: [] }))).toEqual([
      'join',
      'encrypt',
    ]);
  });

  it('have no stage to encrypt when plaintext stays', () => {
    expect(ids(plan({ access: 'open', mtls: { mode: 'permissive' } }))).toEqual(
      ['join'],
    );
  });

  it('keep a server that speaks first working from the start', () => {
    const p = plan({
      mtls: {
        mode: 'strict',
        portExceptions: [
          { port: 3306, mode: 'disable' },
          { port: 9090, mode: 'permissive' },
        ],
      },
    });
    expect(content(p, 0, path('peer-authentication'))).toMatchObject({
      spec: { portLevelMtls: { '3306': { mode: 'DISABLE' } } },
    });
    expect(content(p, 2, path('peer-authentication'))).toMatchObject({
      spec: {
        mtls: { mode: 'STRICT' },
        portLevelMtls: {
          '3306': { mode: 'DISABLE' },
          '9090': { mode: 'PERMISSIVE' },
        },
      },
    });
  });

  it('let nobody in when they list nobody', () => {
    const p = plan({ callers: [] });
    expect(content(p, 3, path('authorization-policy'))).toMatchObject({
      spec: { selector: { matchLabels: { app: 'payment' } }, action: 'ALLOW' },
    });
    expect(content(p, 3, path('authorization-policy'))).not.toHaveProperty(
      'spec.rules',
    );
  });
});

describe('delivery', () => {
  it('sets timeouts and limits without a canary', () => {
    const p = plan({
      traffic: {
        timeout: '2s',
        retries: { attempts: 2, perTryTimeout: '500ms' },
        maxConnections: 100,
        outlierDetection: { consecutive5xx: 5, ejectionTime: '30s' },
      },
    });
    expect(ids(p).at(-1)).toBe('deliver');
    expect(content(p, 4, path('virtual-service'))).toMatchObject({
      spec: {
        hosts: ['payment'],
        http: [
          {
            name: 'primary',
            route: [{ destination: { host: 'payment' } }],
            timeout: '2s',
            retries: { attempts: 2, perTryTimeout: '500ms' },
          },
        ],
      },
    });
    expect(content(p, 4, path('destination-rule'))).toMatchObject({
      spec: {
        host: 'payment',
        trafficPolicy: {
          connectionPool: { tcp: { maxConnections: 100 } },
          outlierDetection: {
            consecutive5xxErrors: 5,
            baseEjectionTime: '30s',
          },
        },
      },
    });
  });

  it('starts a Rollout before it routes to it, and then takes the Deployment away', () => {
    const p = plan({ canary });
    const [first, second] = p.stages.slice(4);
    expect(first.gates).toContain('delivery-is-healthy');
    expect(content(p, 4, path('rollout'))).toMatchObject({
      spec: {
        replicas: 2,
        workloadRef: {
          kind: 'Deployment',
          name: 'payment',
          scaleDown: 'never',
        },
        strategy: {
          canary: {
            steps: [
              { setWeight: 10 },
              { pause: { duration: '5m' } },
              { setWeight: 50 },
              { pause: {} },
            ],
          },
        },
      },
    });
    expect(content(p, 4, path('rollout'))).not.toHaveProperty(
      'spec.strategy.canary.trafficRouting',
    );
    expect(first.files.map(f => f.path)).not.toContain(path('virtual-service'));
    expect(second.files.map(f => f.path)).toEqual([
      `${folder}/deployment.yaml`,
      path('analysis-template'),
      path('rollout'),
      path('virtual-service'),
    ]);
    expect(second.files[0].after).toContain('  replicas: 0\n');
    expect(content(p, 5, path('virtual-service'))).toMatchObject({
      spec: {
        http: [
          {
            route: [
              {
                destination: { host: 'payment', subset: 'stable' },
                weight: 100,
              },
              { destination: { host: 'payment', subset: 'canary' }, weight: 0 },
            ],
          },
        ],
      },
    });
  });

  it('gives a Service of several ports a route each', () => {
    const twoPorts = service.replace(
      '    - name: http\n',
      '    - name: grpc\n      port: 9000\n    - name: mysql\n      port: 3306\n    - name: http\n',
    );
    const p = plan(
      { canary },
      { files: new Map(files).set(`${folder}/service.yaml`, twoPorts) },
    );
    expect(content(p, 5, path('rollout'))).toHaveProperty(
      'spec.strategy.canary.trafficRouting.istio.virtualService.routes',
      ['port-9000', 'port-80'],
    );
    expect(content(p, 5, path('virtual-service'))).toMatchObject({
      spec: { http: [{ match: [{ port: 9000 }] }, { match: [{ port: 80 }] }] },
    });
  });

  it('gives the pods back to the Deployment before a Rollout goes', () => {
    const onCanary = filesAfter(plan({ canary }));
    const p = plan({}, { files: onCanary });
    expect(ids(p)).toEqual(['deliver', 'deliver']);
    expect(p.stages[0].files.map(f => [f.path, f.after === null])).toEqual([
      [`${folder}/deployment.yaml`, false],
      [path('rollout'), false],
      [path('virtual-service'), true],
    ]);
    expect(p.stages[0].files[0].after).toContain('  replicas: 2\n');
    expect(filesAfter(p, onCanary)).toEqual(filesAfter(plan()));
  });
});

describe('leaving', () => {
  const joined = filesAfter(plan({ canary, traffic: { timeout: '1s' } }));

  it('opens up first, and then goes without a trace', () => {
    const p = plan({ mesh: 'none' }, { files: joined });
    expect(ids(p)).toEqual(['leave', 'leave']);
    expect(p.stages[0].gates).toEqual([
      'policies-are-in-effect',
      'delivery-is-healthy',
    ]);
    expect(
      p.stages[0].files.find(f => f.path.includes('deployment'))?.after,
    ).toContain('inject: "true"');
    expect(p.stages[1].gates).toEqual(['no-pod-has-a-proxy']);
    expect(filesAfter(p, joined)).toEqual(files);
  });

  it('refuses the sidecar where the namespace gives one to everybody', () => {
    const view = arrangeView({
      namespaceLabels: { 'istio-injection': 'enabled' },
      proxied: true,
    });
    const p = plan({ mesh: 'none' }, { view });
    expect(p.stages[0].files[0].after).toContain(
      'sidecar.istio.io/inject: "false"',
    );
    expect(p.stages[0].effects.restarts).toBe(true);
  });

  it('is nothing to do for who never joined', () => {
    expect(plan({ mesh: 'none' }).stages).toEqual([]);
  });
});

describe('a plan on top of what is there', () => {
  it('adds to the kustomization beside the workload, and takes away again', () => {
    const kustomization =
      'resources:\n- deployment.yaml # first\n- service.yaml\n';
    const before = new Map(files).set(
      `${folder}/kustomization.yaml`,
      kustomization,
    );
    const after = filesAfter(plan({}, { files: before }), before);
    expect(after.get(`${folder}/kustomization.yaml`)).toBe(
      `${kustomization}- payment.peer-authentication.yaml\n- payment.authorization-policy.yaml\n`,
    );
    const left = plan({ mesh: 'none' }, { files: after });
    expect(filesAfter(left, after)).toEqual(before);
  });

  it('goes on where the last one stopped', () => {
    const whole = plan();
    const rest = plan({}, { files: filesAfter(whole, files, 2) });
    expect(ids(rest)).toEqual(['encrypt', 'authorize']);
  });

  it('never loosens what is enforced to try something out', () => {
    const p = plan({ callers: [] }, { files: filesAfter(plan()) });
    expect(ids(p)).toEqual(['authorize']);
  });

  it('neither restarts nor loosens what is on the mesh already', () => {
    const view = arrangeView({
      namespaceLabels: { 'istio-injection': 'enabled' },
      proxied: true,
    });
    const p = plan({}, { view });
    expect(ids(p)).toEqual(['authorize-dry-run', 'encrypt', 'authorize']);
    expect(content(p, 1, path('peer-authentication'))).toMatchObject({
      spec: { mtls: { mode: 'STRICT' } },
    });
    expect(p.stages.some(s => s.effects.restarts)).toBe(false);
  });
});

describe('a PeerAuthentication that people wrote for the workload', () => {
  const theirs = `# Agreed with security.
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: payment}
spec:
  selector: {matchLabels: {app: payment}}
  mtls: {mode: PERMISSIVE}
`;
  const at = `${folder}/mtls.yaml`;
  const before = new Map(files).set(at, theirs);

  it('is edited where it stands, and has no second beside it', () => {
    const p = plan({}, { files: before });
    expect(p.stages[2].files).toEqual([
      {
        path: at,
        before: theirs,
        after: theirs.replace('PERMISSIVE', 'STRICT'),
      },
    ]);
    const after = filesAfter(p, before);
    expect(after.has(path('peer-authentication'))).toBe(false);
    expect(plan({}, { files: after }).stages).toEqual([]);
  });

  it('is left alone when it says what the profile says', () => {
    const p = plan({ mtls: { mode: 'permissive' } }, { files: before });
    expect(ids(p)).toEqual(['join', 'authorize-dry-run', 'authorize']);
  });

  it('stays when the workload leaves', () => {
    const joined = filesAfter(plan({}, { files: before }), before);
    const left = plan({ mesh: 'none' }, { files: joined });
    expect(filesAfter(left, joined).get(at)).toBe(joined.get(at));
  });
});

const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: dr}
spec:
  host: payment.shop.svc.cluster.local
  trafficPolicy:
    loadBalancer: {simple: LEAST_REQUEST} # for the slow pods
`;

describe('routes that people wrote for the host', () => {
  const routes = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: vs}
spec:
  hosts: [payment]
  http:
    - route: [{destination: {host: payment}}]
`;
  const before = new Map(files)
    .set(`${folder}/dr.yaml`, rule)
    .set(`${folder}/vs.yaml`, routes);
  const traffic = { timeout: '3s', maxConnections: 5 };

  it('get timeouts and limits where they stand, and no second beside them', () => {
    const p = plan({ traffic }, { files: before });
    expect(p.stages[4].files.map(({ path: at, after }) => [at, after])).toEqual(
      [
        [
          `${folder}/dr.yaml`,
          `${rule}    connectionPool:\n      tcp:\n        maxConnections: 5\n`,
        ],
        [`${folder}/vs.yaml`, `${routes}      timeout: "3s"\n`],
      ],
    );
    const after = filesAfter(p, before);
    expect(plan({ traffic }, { files: after }).stages).toEqual([]);
  });

  it('are left alone when the profile says nothing about traffic', () => {
    expect(ids(plan({}, { files: before }))).not.toContain('deliver');
  });
});

describe('a plan that cannot be made', () => {
  const foreign = (kind: string, name: string, spec: object) => ({
    apiVersion:
      kind === 'PeerAuthentication'
        ? 'security.istio.io/v1'
        : 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  });

  it.each<[string, Parameters<typeof plan>, RegExp]>([
    ['no manifest', [{}, { files: new Map() }], /has no manifest of payment/],
    [
      'a chart in place of manifests',
      [
        {},
        { files: new Map([[`${folder}/d.yaml`, 'a: {{ .Values.x }}\nb: {{']]) },
      ],
      /not plain YAML.*d\.yaml/,
    ],
    [
      'two manifests',
      [{}, { files: new Map(files).set(`${folder}/z.yaml`, deployment) }],
      /more than once.*deployment\.yaml.*z\.yaml/,
    ],
    [
      'a manifest for another namespace',
      [
        {},
        {
          files: new Map([
            [
              `${folder}/deployment.yaml`,
              deployment.replace(
                'name: payment\n',
                'name: payment\n  namespace: other\n',
              ),
            ],
          ]),
        },
      ],
      /has no manifest/,
    ],
    [
      'a namespace that opts out',
      [
        {},
        {
          view: arrangeView({
            namespaceLabels: { 'istio-injection': 'disabled' },
          }),
        },
      ],
      /opts out/,
    ],
    [
      "someone else's file under our name",
      [{}, { files: new Map(files).set(path('peer-authentication'), 'a: b') }],
      /was not written by Onmesh/,
    ],
    [
      "someone else's PeerAuthentication for the same pods",
      [
        {},
        {
          view: arrangeView({
            others: [
              foreign('PeerAuthentication', 'theirs', {
                selector: { matchLabels: { app: 'payment' } },
              }),
            ],
          }),
        },
      ],
      /PeerAuthentication shop\/theirs in cluster east selects the same pods/,
    ],
    [
      "someone else's VirtualService for the host",
      [
        { traffic: { timeout: '1s' } },
        {
          view: arrangeView({
            others: [
              foreign('VirtualService', 'theirs', {
                hosts: ['payment.shop.svc.cluster.local'],
              }),
            ],
          }),
        },
      ],
      /VirtualService shop\/theirs.*same host/,
    ],
    [
      "another workload's VirtualService for the same host",
      [
        { traffic: { timeout: '1s' } },
        {
          view: arrangeView({
            others: [
              {
                ...foreign('VirtualService', 'payment-v2', {
                  hosts: ['payment'],
                }),
                metadata: {
                  name: 'payment-v2',
                  namespace: 'shop',
                  labels: { 'app.kubernetes.io/managed-by': 'onmesh' },
                },
              },
            ],
          }),
        },
      ],
      /VirtualService shop\/payment-v2.*same host/,
    ],
    [
      "someone else's DestinationRule, when a canary is to shift traffic",
      [{ canary }, { files: new Map(files).set(`${folder}/dr.yaml`, rule) }],
      /DestinationRule shop\/dr in clusters.*same host/,
    ],
    [
      'a canary without a Service',
      [
        { canary },
        {
          files: new Map([[`${folder}/deployment.yaml`, deployment]]),
          view: arrangeView({ manifests: [deployment] }),
        },
      ],
      /has no Service/,
    ],
    [
      'a canary on a TCP port',
      [
        { canary },
        {
          files: new Map(files).set(
            `${folder}/service.yaml`,
            service.replace('name: http', 'name: tcp'),
          ),
        },
      ],
      /no HTTP port/,
    ],
    [
      'a canary of a service that is autoscaled',
      [
        { canary },
        {
          files: new Map(files).set(
            `${folder}/hpa.yaml`,
            'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: payment}\nspec: {scaleTargetRef: {kind: Deployment, name: payment}}\n',
          ),
        },
      ],
      /HorizontalPodAutoscaler payment in .*hpa\.yaml scales payment/,
    ],
    [
      'an analysis that would end before it could stop anything',
      [
        {
          canary: {
            steps: [
              { weight: 10, pause: '60s' },
              { weight: 50, pause: '500ms' },
            ],
            analysis: { maxP99Ms: 100 },
          },
        },
      ],
      /add up to 60\.5 s, and its analysis needs 120 s/,
    ],
    [
      'a canary of a StatefulSet',
      [
        { canary },
        {
          files: new Map(files).set(
            `${folder}/deployment.yaml`,
            deployment.replace('kind: Deployment', 'kind: StatefulSet'),
          ),
        },
      ],
      /is a StatefulSet/,
    ],
    [
      'a selector without labels',
      [
        {},
        {
          files: new Map([
            [
              `${folder}/deployment.yaml`,
              deployment.replace(
                'matchLabels:\n      app: payment',
                'matchExpressions: []',
              ),
            ],
          ]),
        },
      ],
      /by no matchLabels/,
    ],
    [
      'a Deployment that an edit would damage',
      [
        {},
        {
          files: new Map([
            [
              `${folder}/deployment.yaml`,
              `a: &labels {app: payment}\n${deployment.replace(
                'labels:\n        app: payment # the one that Services select by\n        version: v1',
                'labels: *labels',
              )}`,
            ],
          ]),
        },
      ],
      /deployment\.yaml cannot be edited safely/,
    ],
    [
      'a folder that is not that of the files',
      [{}, { folder: 'clusters/west' }],
      /is not inside clusters\/west/,
    ],
  ])('says what is in the way: %s', (_, args, message) => {
    expect(() => plan(...args)).toThrow(PlanError);
    expect(() => plan(...args)).toThrow(message);
  });

  it('does not keep anybody from leaving when others wrote for the same host', () => {
    const joined = filesAfter(plan({ canary }));
    const view = arrangeView({
      others: [
        foreign('VirtualService', 'theirs', { hosts: ['payment'] }),
        foreign('PeerAuthentication', 'theirs', {
          selector: { matchLabels: { app: 'payment' } },
        }),
      ],
    });
    const p = plan({ mesh: 'none' }, { files: joined, view });
    expect(filesAfter(p, joined)).toEqual(files);
  });

  it('takes the number of pods from the cluster when Git leaves it open', () => {
    const open = deployment.replace('  replicas: 2\n', '');
    const p = plan(
      { canary },
      {
        files: new Map(files).set(`${folder}/deployment.yaml`, open),
        view: arrangeView({
          manifests: [
            deployment.replace('replicas: 2', 'replicas: 7'),
            service,
          ],
        }),
      },
    );
    expect(content(p, 4, path('rollout'))).toHaveProperty('spec.replicas', 7);
  });

  it('leaves a VirtualService that is only for a gateway alone', () => {
    const view = arrangeView({
      others: [
        foreign('VirtualService', 'ingress', {
          hosts: ['payment'],
          gateways: ['istio-system/public'],
        }),
      ],
    });
    expect(ids(plan({ traffic: { timeout: '1s' } }, { view }))).toContain(
      'deliver',
    );
  });
});

const enrolsNamespace = ({ enrolment }: Profile) =>
  enrolment?.scope === 'namespace';
const ofWorkload = anyProfile.filter(p => !enrolsNamespace(p));
const ofNamespace = fc
  .oneof(anyProfile, anyAmbientProfile)
  .filter(enrolsNamespace);

describe('any accepted profile', () => {
  it('is planned once: planning again changes nothing', () => {
    fc.assert(
      fc.property(anyProfile, p => {
        const after = filesAfter(planFor(p), filesWithNamespace);
        expect(planFor(p, after).stages).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('goes on from any stage to the same end', () => {
    fc.assert(
      fc.property(anyProfile, fc.nat(6), (p, done) => {
        const whole = planFor(p);
        const midway = filesAfter(whole, filesWithNamespace, done);
        const rest = planFor(p, midway);
        expect(filesAfter(rest, midway)).toEqual(
          filesAfter(whole, filesWithNamespace),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('can be replaced by any other, and left without a trace', () => {
    fc.assert(
      fc.property(ofWorkload, ofWorkload, (first, second) => {
        const one = filesAfter(planFor(first), filesWithNamespace);
        const two = filesAfter(planFor(second, one), one);
        // Who says nothing of the revision keeps the one that pods have.
        const revision =
          second.enrolment?.revision ?? first.enrolment?.revision;
        const alone = {
          ...second,
          enrolment: { scope: 'workload' as const, revision },
        };
        expect(withoutProtocols(two)).toEqual(
          withoutProtocols(filesAfter(planFor(alone), filesWithNamespace)),
        );
        const left = planFor(profile({ mesh: 'none' }), two);
        expect(withoutProtocols(filesAfter(left, two))).toEqual(
          filesWithNamespace,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('leaves a namespace that it enrolled to its other workloads, and takes out its own pods', () => {
    fc.assert(
      fc.property(ofNamespace, p => {
        const joined = filesAfter(planFor(p), filesWithNamespace);
        const left = filesAfter(
          planFor(profile({ mesh: 'none' }), joined),
          joined,
        );
        const own = `${folder}/deployment.yaml`;
        expect([...left.keys()]).toEqual([...filesWithNamespace.keys()]);
        expect(withoutProtocols(left).get(`${folder}/service.yaml`)).toBe(
          service,
        );
        expect(left.get(`${folder}/namespace.yaml`)).toBe(
          joined.get(`${folder}/namespace.yaml`),
        );
        expect(
          left
            .get(own)
            ?.replace(
              / +(sidecar\.istio\.io\/inject: "false"|istio\.io\/dataplane-mode: none)\n/,
              '',
            ),
        ).toBe(deployment);
        expect(left.get(own)).not.toBe(deployment);
      }),
      { numRuns: RUNS },
    );
  });

  it('does what its effects foretell, stage by stage or all at once', () => {
    fc.assert(
      fc.property(fc.oneof(anyProfile, anyAmbientProfile), p => {
        const whole = planFor(p);
        const { stages } = whole;
        const after = filesAfter(whole, filesWithNamespace);
        const paths = [
          ...new Set([...filesWithNamespace.keys(), ...after.keys()]),
        ];
        const { access } = evaluateTarget({
          view: viewAfter(
            anyView(),
            target,
            paths.map(path_ => ({
              path: path_,
              before: filesWithNamespace.get(path_) ?? null,
              after: after.get(path_) ?? null,
            })),
          ),
          target,
          observed,
          catalogCallers: [],
        });
        const verdicts = (
          of: { caller: { label: string } }[],
          verdict: (entry: number) => string,
        ) => of.map(({ caller }, i) => `${caller.label}: ${verdict(i)}`).sort();
        const foretold = stages.at(-1)?.effects.callers ?? [];
        expect(
          verdicts(access.callers, i => access.callers[i].verdict),
        ).toEqual(verdicts(foretold, i => foretold[i].after));
      }),
      { numRuns: RUNS },
    );
  });

  it('stays inside the folder, chains its stages and reads back as one object a file', () => {
    fc.assert(
      fc.property(fc.oneof(anyProfile, anyAmbientProfile), p => {
        const seen = new Map(filesWithNamespace);
        for (const file of planFor(p).stages.flatMap(s => s.files)) {
          expect(file.path).toMatch(
            /^clusters\/east\/shop\/payment\/[a-z.-]+$/,
          );
          expect(file.before).toBe(seen.get(file.path) ?? null);
          seen.set(file.path, file.after ?? '');
          for (const version of ['1.1', '1.2'] as const) {
            const documents = parseAllDocuments(file.after ?? '', { version });
            expect(documents.map(d => d.errors)).toEqual([[]]);
            expect(documents.map(d => d.toJS())).toEqual([
              parse(file.after ?? ''),
            ]);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});

(schemasAreThere ? describe : describe.skip)('an API server', () => {
  const generated = (p: Profile) =>
    planFor(p)
      .stages.flatMap(s => s.files)
      .filter(f => f.path.startsWith(`${folder}/payment.`))
      .map(f => parse(f.after ?? ''));

  it('takes every object of any profile, and drops no field', () => {
    fc.assert(
      fc.property(anyProfile, p => {
        expect(generated(p).flatMap(crdErrors)).toEqual([]);
        expect(generated(p).flatMap(refusals)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it('would be seen to refuse a field that it does not know', () => {
    const [object] = generated(profile());
    expect(
      crdErrors({ ...object, spec: { ...object.spec, mtsl: {} } }),
    ).toHaveLength(1);
  });
});

describe('the fingerprint of a plan', () => {
  it('follows its files and not its traffic', () => {
    const one = planFingerprint(plan());
    expect(planFingerprint(plan({}, { observed: undefined }))).toBe(one);
    expect(planFingerprint(plan({ callers: [] }))).not.toBe(one);
    expect(
      planFingerprint(
        plan(
          {},
          {
            files: new Map(files).set(
              `${folder}/deployment.yaml`,
              `${deployment}# x\n`,
            ),
          },
        ),
      ),
    ).not.toBe(one);
  });
});
