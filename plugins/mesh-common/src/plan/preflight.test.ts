import { KubernetesObject } from '../kubernetes/KubernetesObject';
import {
  arrangeView,
  deployment,
  files,
  folder,
  observed,
  plan,
  service,
} from './__testUtils__/shop';
import { Plan } from './Plan';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: object = {},
) =>
  ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    ...rest,
  }) as KubernetesObject;

/** What comes with each stage, of the codes that are asked for. */
const appearing = ({ stages }: Plan, ...codes: string[]) =>
  Object.fromEntries(
    stages.map(({ id, effects }) => [
      id,
      effects.appearing
        .filter(({ code }) => codes.includes(code))
        .map(({ code, severity, message }) => [
          code,
          severity,
          message.split('. ')[0].replace(/\.$/, ''),
        ]),
    ]),
  );
const none = { 'authorize-dry-run': [], encrypt: [], authorize: [] };

describe('before anybody merges, a plan says', () => {
  it('that a restricted namespace refuses the pods with a sidecar', () => {
    const view = arrangeView({
      namespaceLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      mesh: { injectors: { default: { usesCni: false } } },
    });
    const whole = plan({}, { view });
    expect(appearing(whole, 'ONM0114')).toEqual({
      ...none,
      join: [
        [
          'ONM0114',
          'error',
          'Namespace shop refuses new pods of payment once they have a sidecar, unless it is exempt',
        ],
      ],
    });
    expect(whole).toMatchObject({
      risk: 'high',
      riskReasons: [
        expect.stringMatching(
          /^Broken after "Join the mesh, still accepting plaintext": Namespace shop refuses/,
        ),
        expect.stringContaining('replaces the pods'),
        expect.stringContaining('denied once access is closed'),
      ],
    });
  });

  it('so too where only the cluster has the label, and the repository the namespace', () => {
    const manifest =
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
    const view = arrangeView({
      namespaceLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      mesh: { injectors: { default: { usesCni: false } } },
    });
    const whole = plan(
      { enrolment: { scope: 'namespace' } },
      {
        view,
        files: new Map([...files, [`${folder}/namespace.yaml`, manifest]]),
      },
    );
    expect(appearing(whole, 'ONM0114').join).toHaveLength(1);
  });

  it('that a NetworkPolicy shuts the port of ambient', () => {
    const view = arrangeView({
      others: [
        object('networking.k8s.io/v1', 'NetworkPolicy', 'payment', {
          spec: {
            podSelector: { matchLabels: { app: 'payment' } },
            ingress: [{ ports: [{ port: 8080 }] }],
          },
        }),
      ],
    });
    expect(
      appearing(plan({ mesh: 'istio-ambient' }, { view }), 'ONM0116'),
    ).toEqual({
      ...none,
      join: [
        [
          'ONM0116',
          'error',
          'By NetworkPolicy shop/payment nobody may connect to TCP 15008 of payment',
        ],
      ],
    });
    expect(appearing(plan({}, { view }), 'ONM0116').join).toEqual([]);
  });

  it('that a waypoint to come is kept from the pods', () => {
    const view = arrangeView({
      others: [
        object('networking.k8s.io/v1', 'NetworkPolicy', 'payment', {
          spec: {
            podSelector: { matchLabels: { app: 'payment' } },
            ingress: [
              {
                from: [{ podSelector: { matchLabels: { app: 'checkout' } } }],
                ports: [{ port: 8080 }, { port: 15008 }],
              },
            ],
          },
        }),
      ],
    });
    const callers = [
      {
        namespace: 'shop',
        serviceAccount: 'checkout',
        methods: ['GET' as const],
      },
    ];
    const whole = plan({ mesh: 'istio-ambient', callers }, { view });
    expect(appearing(whole, 'ONM0116')).toMatchObject({
      join: [],
      waypoint: [
        [
          'ONM0116',
          'error',
          'By NetworkPolicy shop/payment waypoint shop/payment-waypoint may not connect to TCP 15008 of payment',
        ],
      ],
    });
  });

  it('that some pods of a headless Service get a sidecar and others do not', () => {
    const headless = service
      .replace('app: payment', 'tier: data')
      .replace('spec:\n', 'spec:\n  clusterIP: None\n');
    const tiered = deployment.replace(
      'version: v1',
      'version: v1\n        tier: data',
    );
    const ledger = object('v1', 'Pod', 'ledger-1', {
      metadata: {
        name: 'ledger-1',
        namespace: 'shop',
        labels: { app: 'ledger', tier: 'data' },
      },
      spec: { containers: [{ name: 'app' }] },
      status: { phase: 'Running' },
    });
    const whole = plan(
      {},
      {
        view: arrangeView({
          manifests: [tiered, headless],
          podLabels: { tier: 'data' },
          others: [ledger],
        }),
        files: new Map([
          [`${folder}/deployment.yaml`, tiered],
          [`${folder}/service.yaml`, headless],
        ]),
      },
    );
    const message =
      '1 of 3 pods behind the headless Service payment have no sidecar, so callers with one send plaintext to all of them';
    expect(appearing(whole, 'ONM0208')).toEqual({
      ...none,
      join: [['ONM0208', 'warning', message]],
    });
  });

  it('that probes which are not rewritten fail once only mTLS is accepted', () => {
    const probed = deployment
      .replace(
        '    spec:\n      serviceAccountName',
        '      annotations:\n        sidecar.istio.io/rewriteAppHTTPProbers: "false"\n    spec:\n      serviceAccountName',
      )
      .concat(
        '          readinessProbe:\n            httpGet:\n              port: 8080\n',
      );
    const whole = plan(
      {},
      {
        view: arrangeView({ manifests: [probed, service] }),
        files: new Map([
          [`${folder}/deployment.yaml`, probed],
          [`${folder}/service.yaml`, service],
        ]),
      },
    );
    expect(appearing(whole, 'ONM0209')).toMatchObject({
      join: [],
      encrypt: [
        ['ONM0209', 'error', expect.stringContaining('readinessProbe of app')],
      ],
    });
  });

  it('that a Job of a namespace that joins as a whole never finishes', () => {
    const manifest =
      'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';
    const cronJob = object('batch/v1', 'CronJob', 'nightly', {
      spec: {
        jobTemplate: {
          spec: { template: { spec: { containers: [{ name: 'a' }] } } },
        },
      },
    });
    const given = {
      view: arrangeView({
        mesh: { injectors: { default: { nativeSidecars: 'false' } } },
        others: [cronJob],
      }),
      files: new Map([...files, [`${folder}/namespace.yaml`, manifest]]),
    };
    const whole = plan({ enrolment: { scope: 'namespace' } }, given);
    expect(appearing(whole, 'ONM0673').join).toEqual([
      [
        'ONM0673',
        'warning',
        'Jobs of CronJob nightly never finish: their pods get a sidecar, which goes on when the work is done, unless the program itself ends it',
      ],
    ]);
    expect(appearing(plan({}, given), 'ONM0673').join).toEqual([]);
  });

  it('what of a network plugin nobody evaluates, once ambient needs a port', () => {
    const view = arrangeView({
      others: [
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'payment', {
          spec: { endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] },
        }),
      ],
    });
    expect(
      appearing(plan({ mesh: 'istio-ambient' }, { view }), 'ONM0118').join,
    ).toEqual([
      [
        'ONM0118',
        'info',
        'Whether callers in ambient reach TCP 15008 of payment is not known',
      ],
    ]);
    expect(appearing(plan({}, { view }), 'ONM0118').join).toEqual([]);
  });

  it('what only Envoy follows, and is without effect in ambient', () => {
    const view = arrangeView({
      others: [
        object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'lua', {
          spec: { workloadSelector: { labels: { app: 'payment' } } },
        }),
      ],
    });
    expect(
      appearing(plan({ mesh: 'istio-ambient' }, { view }), 'ONM0119').join,
    ).toEqual([
      ['ONM0119', 'warning', 'EnvoyFilter shop/lua does nothing for payment'],
    ]);
    expect(appearing(plan({}, { view }), 'ONM0119').join).toEqual([]);
  });

  it('that a monitor of elsewhere cannot scrape what takes mTLS only', () => {
    const monitor = object(
      'monitoring.coreos.com/v1',
      'ServiceMonitor',
      'payment',
      {
        metadata: { name: 'payment', namespace: 'monitoring' },
        spec: {
          selector: {},
          namespaceSelector: { matchNames: ['shop'] },
          endpoints: [{ port: 'http' }],
        },
      },
    );
    const view = arrangeView({ others: [monitor] });
    expect(appearing(plan({}, { view }), 'ONM0309')).toMatchObject({
      join: [],
      encrypt: [
        [
          'ONM0309',
          'warning',
          'ServiceMonitor monitoring/payment cannot scrape port 8080 of payment',
        ],
      ],
    });
  });

  it('which hosts that pass today are refused where only known ones may be called', () => {
    const outside = ['api.bank.example', 'ads.example'].map(host => ({
      host,
      blocked: false,
      perSecond: 1,
    }));
    const whole = plan(
      { egress: { hosts: ['api.bank.example'], onlyListed: true } },
      {
        view: arrangeView({ proxied: true }),
        observed: { ...observed, outside },
      },
    );
    expect(
      Object.values(appearing(whole, 'ONM0404')).filter(
        found => found.length > 0,
      ),
    ).toEqual([
      [
        [
          'ONM0404',
          'error',
          'payment was seen to call ads.example, which no ServiceEntry makes known in namespace shop',
        ],
      ],
    ]);
    expect(whole.risk).toBe('high');
  });

  it('that routes of requests do nothing on a port of connections', () => {
    const tcp = service.replace('name: http', 'name: tcp-ledger');
    const route = object(
      'networking.istio.io/v1',
      'VirtualService',
      'payment',
      {
        spec: {
          hosts: ['payment'],
          http: [{ route: [{ destination: { host: 'payment' } }] }],
        },
      },
    );
    const whole = plan(
      {},
      {
        view: arrangeView({ manifests: [deployment, tcp], others: [route] }),
        files: new Map([
          [`${folder}/deployment.yaml`, deployment],
          [`${folder}/service.yaml`, tcp],
        ]),
      },
    );
    expect(appearing(whole, 'ONM0403').join).toEqual([
      [
        'ONM0403',
        'warning',
        'Port 80 of Service payment is declared as tcp-ledger, where proxies see no requests: the routes of requests do nothing there, and connections go where they go without them',
      ],
    ]);
  });

  it('nothing of all that for a workload that has none of it', () => {
    const codes = [
      ...['ONM0113', 'ONM0114', 'ONM0115', 'ONM0116', 'ONM0117'],
      ...['ONM0118', 'ONM0119', 'ONM0403', 'ONM0404', 'ONM0632'],
      ...['ONM0208', 'ONM0209', 'ONM0210', 'ONM0308', 'ONM0309'],
      ...['ONM0310', 'ONM0402', 'ONM0502', 'ONM0673', 'ONM0674'],
    ];
    for (const mesh of ['istio-sidecar', 'istio-ambient'] as const) {
      expect(appearing(plan({ mesh }), ...codes)).toEqual({
        ...none,
        join: [],
      });
    }
  });
});
