import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { found, object, Orders, severities } from './__testUtils__/orders';

const versions: Record<string, string> = {
  EnvoyFilter: 'networking.istio.io/v1alpha3',
  WasmPlugin: 'extensions.istio.io/v1alpha1',
  Telemetry: 'telemetry.istio.io/v1',
  RequestAuthentication: 'security.istio.io/v1',
};
const given = (kind: string, spec: object, namespace = 'shop') =>
  object(versions[kind], kind, 'a', { metadata: { namespace }, spec });
const filter = (labels?: object, namespace?: string) =>
  given(
    'EnvoyFilter',
    labels ? { workloadSelector: { labels } } : {},
    namespace,
  );
const selecting = { selector: { matchLabels: { app: 'orders' } } };
const forService = { targetRefs: [{ kind: 'Service', name: 'orders' }] };
const ambient = (...others: KubernetesObject[]): Orders => ({
  pods: 'ambient',
  others,
});
const waypoint = [
  object('gateway.networking.k8s.io/v1', 'Gateway', 'waypoint', {
    spec: { gatewayClassName: 'istio-waypoint', listeners: [] },
    status: {
      addresses: [{ value: '10.0.0.1' }],
      conditions: [{ type: 'Programmed', status: 'True' }],
    },
  }),
];
const served = (...others: KubernetesObject[]): Orders => ({
  ...ambient(...waypoint, ...others),
  namespaceLabels: { 'istio.io/use-waypoint': 'waypoint' },
});

/** Source: istio architecture/ambient/ztunnel.md: ztunnel subscribes to addresses and authorization policies. */
describe('what only Envoy follows, in ambient (ONM0119)', () => {
  it.each<[string, Orders, string[]]>([
    ['an EnvoyFilter', ambient(filter({ app: 'orders' })), ['warning']],
    [
      'an EnvoyFilter with a sidecar',
      { others: [filter({ app: 'orders' })] },
      [],
    ],
    [
      'an EnvoyFilter outside the mesh',
      { pods: 'none', others: [filter({ app: 'orders' })] },
      [],
    ],
    ['an EnvoyFilter for other pods', ambient(filter({ app: 'web' })), []],
    ['an EnvoyFilter for the namespace', ambient(filter()), ['info']],
    [
      'an EnvoyFilter for the namespace, with a waypoint in it',
      served(filter()),
      [],
    ],
    [
      'an EnvoyFilter for the pods, with a waypoint before them',
      served(filter({ app: 'orders' })),
      ['warning'],
    ],
    [
      'an EnvoyFilter for the mesh',
      ambient(filter(undefined, 'istio-system')),
      [],
    ],
    [
      'an EnvoyFilter for such pods of the mesh',
      ambient(filter({ app: 'orders' }, 'istio-system')),
      ['warning'],
    ],
    [
      'an EnvoyFilter of elsewhere',
      ambient(filter({ app: 'orders' }, 'other')),
      [],
    ],
    ...['WasmPlugin', 'Telemetry', 'RequestAuthentication'].map(
      (kind): [string, Orders, string[]] => [
        `a ${kind}`,
        ambient(given(kind, selecting)),
        ['warning'],
      ],
    ),
    [
      'what is for a Service, which is another matter',
      ambient(given('EnvoyFilter', forService)),
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0119', orders)).toEqual(expected);
  });

  it('is told with what it would do', () => {
    expect(found('ONM0119', ambient(filter({ app: 'orders' })))).toMatchObject([
      {
        object: {
          kind: 'EnvoyFilter',
          namespace: 'shop',
          name: 'a',
          field: 'spec.workloadSelector',
        },
        message:
          'EnvoyFilter shop/a does nothing for orders. It changes the configuration of Envoy, and the pods are in ambient, where ztunnel carries their traffic.',
      },
    ]);
  });
});

/** Source: istio pilot/pkg/model/policyattachment.go. */
describe('what is for a Service (ONM0108)', () => {
  it.each<[string, Orders, string[]]>([
    [
      'an EnvoyFilter, and the Service has no waypoint',
      ambient(given('EnvoyFilter', forService)),
      ['warning'],
    ],
    [
      'a WasmPlugin, and the pods have a sidecar',
      { others: [given('WasmPlugin', forService)] },
      ['warning'],
    ],
    [
      'a RequestAuthentication, which protects something',
      ambient(given('RequestAuthentication', forService)),
      ['error'],
    ],
    [
      'a Telemetry, and the Service has a waypoint',
      served(given('Telemetry', forService)),
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(severities('ONM0108', orders)).toEqual(expected);
  });
});
