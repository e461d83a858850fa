import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { found, object, Orders, pod } from './__testUtils__/orders';
import { allow, peer } from './__testUtils__/policies';

describe('metrics that are scraped from the application (ONM0309)', () => {
  const scraped = {
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '9102',
  };
  const alone = {
    annotations: { ...scraped, 'prometheus.istio.io/merge-metrics': 'false' },
  };
  const prometheus = (as: Orders['pods'] & string) =>
    pod('prometheus-0', as, {
      metadata: {
        namespace: 'monitoring',
        labels: { 'app.kubernetes.io/name': 'prometheus' },
      },
      spec: { serviceAccountName: 'prometheus' },
    });
  it.each<[string, Orders, number]>([
    ['at mTLS only', { ...alone, others: [peer('STRICT')] }, 1],
    [
      'where only some may call',
      { ...alone, others: [allow('shop/sa/web')] },
      1,
    ],
    ['where plaintext is let in', alone, 0],
    [
      'on a port that takes plaintext',
      {
        ...alone,
        others: [
          peer('STRICT'),
          object('security.istio.io/v1', 'PeerAuthentication', 'metrics', {
            spec: {
              selector: { matchLabels: { app: 'orders' } },
              portLevelMtls: { '9102': { mode: 'PERMISSIVE' } },
            },
          }),
        ],
      },
      0,
    ],
    [
      'by the sidecar, with its own',
      { annotations: scraped, others: [peer('STRICT')] },
      0,
    ],
    [
      'in ambient, from without',
      {
        pods: 'ambient',
        annotations: scraped,
        others: [peer('STRICT'), prometheus('none')],
      },
      1,
    ],
    [
      'in ambient, from within',
      {
        pods: 'ambient',
        annotations: scraped,
        others: [peer('STRICT'), prometheus('ambient')],
      },
      0,
    ],
    [
      'in ambient, from within, by one who may not call',
      {
        pods: 'ambient',
        annotations: scraped,
        others: [allow('shop/sa/web'), prometheus('ambient')],
      },
      1,
    ],
    [
      'in ambient, by nobody knows whom',
      { pods: 'ambient', annotations: scraped, others: [peer('STRICT')] },
      0,
    ],
  ])('%s', (_, orders, count) => {
    expect(found('ONM0309', orders)).toHaveLength(count);
  });
});

/** Source: prometheus-operator pkg/apis/monitoring/v1; Istio's documentation of its integration with Prometheus, "TLS settings". */
describe('metrics that a monitor asks for (ONM0309)', () => {
  const service = {
    service: {
      ports: [
        { name: 'http', port: 80, targetPort: 8080 },
        { name: 'metrics', port: 9102, targetPort: 'prom' },
      ],
    },
    spec: {
      containers: [
        {
          name: 'app',
          ports: [
            { containerPort: 8080 },
            { name: 'prom', containerPort: 9102 },
          ],
        },
      ],
    },
  };
  const strict = peer('STRICT');
  const monitor = (endpoint: object, spec: object = {}, at = 'monitoring') =>
    object('monitoring.coreos.com/v1', 'ServiceMonitor', 'orders', {
      metadata: { namespace: at },
      spec: {
        selector: {},
        namespaceSelector: { matchNames: ['shop'] },
        endpoints: [endpoint],
        ...spec,
      },
    });
  const podMonitor = (endpoint: object, selector: object = {}) =>
    object('monitoring.coreos.com/v1', 'PodMonitor', 'orders', {
      spec: { selector, podMetricsEndpoints: [endpoint] },
    });
  const byName = { port: 'metrics' };
  const given = (...others: KubernetesObject[]): Orders => ({
    ...service,
    others,
  });
  const prometheus = pod('prometheus-0', 'none', {
    metadata: {
      namespace: 'monitoring',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
    },
  });
  it.each<[string, Orders, string[]]>([
    [
      'at mTLS only',
      given(strict, monitor(byName)),
      ['spec.endpoints[0].port'],
    ],
    ['where plaintext is let in', given(monitor(byName)), []],
    [
      'where only some may call',
      given(allow('shop/sa/web'), monitor(byName)),
      ['spec.endpoints[0].port'],
    ],
    [
      'by a number',
      given(strict, monitor({ targetPort: 9102 })),
      ['spec.endpoints[0].targetPort'],
    ],
    ['of a port that there is not', given(strict, monitor({ port: 'x' })), []],
    [
      'of all namespaces',
      given(strict, monitor(byName, { namespaceSelector: { any: true } })),
      ['spec.endpoints[0].port'],
    ],
    [
      'of its own namespace, which is this one',
      given(strict, monitor(byName, { namespaceSelector: {} }, 'shop')),
      ['spec.endpoints[0].port'],
    ],
    [
      'of its own namespace, which is another',
      given(strict, monitor(byName, { namespaceSelector: undefined })),
      [],
    ],
    [
      'of other Services',
      given(
        strict,
        monitor(byName, { selector: { matchLabels: { app: 'web' } } }),
      ),
      [],
    ],
    [
      'with certificates, which may be those of the mesh',
      given(strict, monitor({ ...byName, scheme: 'https' })),
      [],
    ],
    [
      'at an address that relabelling makes',
      given(
        strict,
        monitor({ ...byName, relabelings: [{ targetLabel: '__address__' }] }),
      ),
      [],
    ],
    [
      'of targets that relabelling may drop',
      given(strict, monitor({ ...byName, relabelings: [{ action: 'Keep' }] })),
      [],
    ],
    [
      'with a label that relabelling adds',
      given(
        strict,
        monitor({ ...byName, relabelings: [{ targetLabel: 'team' }] }),
      ),
      ['spec.endpoints[0].port'],
    ],
    [
      'of the agent in the sidecar, which merges',
      given(strict, podMonitor({ targetPort: 15020 })),
      [],
    ],
    [
      'of the sidecar itself',
      given(strict, podMonitor({ portNumber: 15090 })),
      [],
    ],
    [
      'of pods, by the name of a port',
      given(strict, podMonitor({ port: 'prom' })),
      ['spec.podMetricsEndpoints[0].port'],
    ],
    [
      'of pods, by a number',
      given(strict, podMonitor({ portNumber: 9102 })),
      ['spec.podMetricsEndpoints[0].portNumber'],
    ],
    [
      'of other pods',
      given(
        strict,
        podMonitor({ port: 'prom' }, { matchLabels: { app: 'web' } }),
      ),
      [],
    ],
    ['of pods, at no port of its own', given(strict, podMonitor({})), []],
    [
      'of a port that the pods keep from their sidecar',
      {
        ...given(allow('shop/sa/web'), monitor(byName)),
        annotations: {
          'traffic.sidecar.istio.io/excludeInboundPorts': '9102',
        },
      },
      [],
    ],
    [
      'outside the mesh',
      { ...given(strict, monitor(byName)), pods: 'none' },
      [],
    ],
    [
      'in ambient, from without',
      { ...given(strict, monitor(byName), prometheus), pods: 'ambient' },
      ['spec.endpoints[0].port'],
    ],
    [
      'in ambient, by nobody knows whom',
      { ...given(strict, monitor(byName)), pods: 'ambient' },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(
      found('ONM0309', orders).map(({ object: about }) => about?.field),
    ).toEqual(expected);
  });

  it('says by whom, and where the sidecar has them', () => {
    expect(found('ONM0309', given(strict, monitor(byName)))).toMatchObject([
      {
        object: {
          kind: 'ServiceMonitor',
          namespace: 'monitoring',
          name: 'orders',
          value: 'metrics',
        },
        message: expect.stringMatching(
          /^ServiceMonitor monitoring\/orders cannot scrape port 9102 of orders\. Prometheus comes in plaintext\. /,
        ),
        action: expect.stringMatching(
          /^Scrape \/stats\/prometheus on port 15020, where the sidecar serves them with its own as /,
        ),
      },
    ]);
  });
});
