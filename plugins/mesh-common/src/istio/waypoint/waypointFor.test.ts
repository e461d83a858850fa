import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { ClusterView, ViewGap } from '../../view/ClusterView';
import { WaypointBinding } from './WaypointBinding';
import {
  deployment,
  namespace,
  service,
  waypoint,
  waypointPod,
} from './__testUtils__/waypointWorld';
import { ingressUsesWaypoint } from './ingressUsesWaypoint';
import { waypointFor } from './waypointFor';
import { waypointProxy } from './waypointProxy';

const USE = { 'istio.io/use-waypoint': 'wp' };
const NONE = { 'istio.io/use-waypoint': 'none' };
const servesFor = (traffic: string) => ({
  'istio.io/waypoint-for': traffic,
});
const inPlatform = {
  'istio.io/use-waypoint': 'wp',
  'istio.io/use-waypoint-namespace': 'platform',
};
const admitting = (namespaces: object) => [
  { port: 15008, protocol: 'HBONE', allowedRoutes: { namespaces } },
];
const platform = (namespaces: object) =>
  waypoint({ namespace: 'platform', listeners: admitting(namespaces) });

const told = ({ state, problem, waypoint: of }: WaypointBinding) =>
  [state, problem, of && `${of.namespace}/${of.name}`]
    .filter(Boolean)
    .join(' ');

function forService(
  labels: Record<string, string>,
  objects: KubernetesObject[],
  gaps: ViewGap[] = [],
) {
  const view = new ClusterView({ cluster: 'east', objects, gaps });
  return waypointFor(view, { traffic: 'service', object: service(labels) });
}

function forWorkload(
  labels: Record<string, string>,
  objects: KubernetesObject[],
) {
  const view = new ClusterView({ cluster: 'east', objects });
  return waypointFor(view, {
    traffic: 'workload',
    object: deployment(),
    labels,
  });
}

describe('the waypoint of a Service', () => {
  it.each<[string, Record<string, string>, KubernetesObject[], string]>([
    ['no label', {}, [namespace('shop'), waypoint()], 'none'],
    ['its own label', USE, [waypoint()], 'bound shop/wp'],
    [
      'the label of its namespace',
      {},
      [namespace('shop', USE), waypoint()],
      'bound shop/wp',
    ],
    [
      'none, in a namespace with one',
      NONE,
      [namespace('shop', USE), waypoint()],
      'none',
    ],
    [
      'none on the namespace',
      {},
      [namespace('shop', NONE), waypoint()],
      'none',
    ],
    [
      'its own, which hides that of the namespace',
      { 'istio.io/use-waypoint': 'own' },
      [namespace('shop', USE), waypoint(), waypoint({ name: 'own' })],
      'bound shop/own',
    ],
    [
      'its own that is missing, with no way back to that of the namespace',
      { 'istio.io/use-waypoint': 'own' },
      [namespace('shop', USE), waypoint()],
      'unbound not-found shop/own',
    ],
    [
      'one that never was ready',
      USE,
      [waypoint({ status: { addresses: [] } })],
      'unbound not-ready shop/wp',
    ],
    [
      'one from a file, which will be ready',
      USE,
      [waypoint({ status: undefined })],
      'bound shop/wp',
    ],
    [
      "Istio's own kind of Gateway by that name",
      USE,
      [{ ...waypoint(), apiVersion: 'networking.istio.io/v1' }],
      'unbound not-found shop/wp',
    ],
    [
      'one for addresses of pods',
      USE,
      [waypoint({ labels: servesFor('workload') })],
      'unbound other-traffic shop/wp',
    ],
    [
      'one for everything',
      USE,
      [waypoint({ labels: servesFor('all') })],
      'bound shop/wp',
    ],
    [
      'one for nothing',
      USE,
      [waypoint({ labels: servesFor('none') })],
      'unbound other-traffic shop/wp',
    ],
    [
      'one whose class is for addresses of pods',
      USE,
      [
        waypoint(),
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'GatewayClass',
          metadata: {
            name: 'istio-waypoint',
            labels: servesFor('workload'),
          },
        },
      ],
      'unbound other-traffic shop/wp',
    ],
    [
      'one of another namespace that admits its own',
      inPlatform,
      [waypoint({ namespace: 'platform' })],
      'unbound not-allowed platform/wp',
    ],
    [
      'one of another namespace that admits all',
      inPlatform,
      [platform({ from: 'All' })],
      'bound platform/wp',
    ],
    [
      'one of another namespace that admits by labels',
      inPlatform,
      [
        namespace('shop', { team: 'shop' }),
        platform({
          from: 'Selector',
          selector: { matchLabels: { team: 'shop' } },
        }),
      ],
      'bound platform/wp',
    ],
    [
      'one of another namespace that admits other labels',
      inPlatform,
      [
        namespace('shop', { team: 'shop' }),
        platform({
          from: 'Selector',
          selector: { matchLabels: { team: 'bank' } },
        }),
      ],
      'unbound not-allowed platform/wp',
    ],
    [
      'one that admits by labels and names none',
      inPlatform,
      [namespace('shop'), platform({ from: 'Selector' })],
      'unbound not-allowed platform/wp',
    ],
    [
      'the listener that an annotation binds, by port',
      inPlatform,
      [
        waypoint({
          namespace: 'platform',
          annotations: {
            'ambient.istio.io/waypoint-inbound-binding': 'PROXY/15088',
          },
          listeners: [
            { port: 15089, protocol: 'istio.io/PROXY' },
            {
              port: 15088,
              protocol: 'istio.io/PROXY',
              allowedRoutes: { namespaces: { from: 'All' } },
            },
          ],
        }),
      ],
      'bound platform/wp',
    ],
    [
      'the listener that an annotation binds, by protocol',
      inPlatform,
      [
        waypoint({
          namespace: 'platform',
          annotations: { 'ambient.istio.io/waypoint-inbound-binding': 'PROXY' },
          listeners: [
            {
              port: 15015,
              protocol: 'istio.io/PROXY',
              allowedRoutes: { namespaces: { from: 'All' } },
            },
          ],
        }),
      ],
      'bound platform/wp',
    ],
    [
      'the Service of a waypoint',
      { ...USE, 'gateway.istio.io/managed': 'istio.io-mesh-controller' },
      [waypoint()],
      'none',
    ],
    [
      'the Service of an ingress gateway',
      { ...USE, 'gateway.istio.io/managed': 'istio.io-gateway-controller' },
      [waypoint()],
      'bound shop/wp',
    ],
  ])('with %s', (_, labels, objects, expected) => {
    expect(told(forService(labels, objects))).toBe(expected);
  });

  it('says why, and by which label', () => {
    expect(forService({}, [namespace('shop', USE)])).toEqual({
      state: 'unbound',
      problem: 'not-found',
      waypoint: { namespace: 'shop', name: 'wp' },
      reason:
        'Waypoint shop/wp is asked for, because metadata.labels[istio.io/use-waypoint] is "wp" on Namespace shop, but there is no such Gateway: calls go past it.',
      evidence: {
        kind: 'Namespace',
        name: 'shop',
        field: 'metadata.labels[istio.io/use-waypoint]',
        value: 'wp',
      },
    });
  });

  it('is unknown where Gateways could not be read, and none where none is asked for', () => {
    const gaps = [
      { kind: 'Gateway', reason: 'forbidden', notInstalled: false },
    ];

    expect(told(forService(USE, [], gaps))).toBe('unknown shop/wp');
    expect(told(forService({}, [], gaps))).toBe('none');
  });
});

describe('the waypoint of addresses of pods', () => {
  it.each<[string, Record<string, string>, KubernetesObject[], string]>([
    [
      'a label of the pods and a waypoint for them',
      USE,
      [waypoint({ labels: servesFor('workload') })],
      'bound shop/wp',
    ],
    [
      'a label of the pods and a waypoint for Services',
      USE,
      [waypoint()],
      'unbound other-traffic shop/wp',
    ],
    [
      'a label of the namespace and a waypoint for Services, which is no mistake',
      {},
      [namespace('shop', USE), waypoint()],
      'none',
    ],
    [
      'a label of the namespace and a waypoint for everything',
      {},
      [namespace('shop', USE), waypoint({ labels: servesFor('all') })],
      'bound shop/wp',
    ],
  ])('with %s', (_, labels, objects, expected) => {
    expect(told(forWorkload(labels, objects))).toBe(expected);
  });
});

describe('an ingress gateway', () => {
  const ingress = (value: string) => ({
    'istio.io/ingress-use-waypoint': value,
  });

  it.each<[string, Record<string, string>, Record<string, string>, boolean]>([
    ['without a label', {}, {}, false],
    ['with one on the Service', ingress('true'), {}, true],
    ['with one on the namespace', {}, ingress('true'), true],
    ['with the Service against it', ingress('false'), ingress('true'), false],
    ['with another word for yes', ingress('1'), {}, true],
    ['with no word for yes or no', ingress('yes'), {}, false],
  ])('goes through the waypoint %s: %s', (_, own, of, expected) => {
    expect(ingressUsesWaypoint(service(own), namespace('shop', of))).toBe(
      expected,
    );
  });
});

describe('the proxy of a waypoint', () => {
  const proxyIn = (objects: KubernetesObject[]) =>
    waypointProxy(new ClusterView({ cluster: 'east', objects }), {
      namespace: 'shop',
      name: 'wp',
    });

  it.each<[string, KubernetesObject[], string[], object | undefined]>([
    [
      'its pods',
      [waypoint(), waypointPod({ serviceAccount: 'gate' })],
      ['cluster.local/ns/shop/sa/gate'],
      { total: 1, ready: 1 },
    ],
    [
      'its name, before it has pods',
      [waypoint()],
      ['cluster.local/ns/shop/sa/wp'],
      { total: 0, ready: 0 },
    ],
    [
      'its annotation, read from a file',
      [
        waypoint({
          status: undefined,
          annotations: { 'gateway.istio.io/service-account': 'gate' },
        }),
      ],
      ['cluster.local/ns/shop/sa/gate'],
      undefined,
    ],
  ])('is known by %s', (_, objects, principals, pods) => {
    expect(proxyIn(objects)).toEqual({
      name: { namespace: 'shop', name: 'wp' },
      principals,
      ...(pods && { pods }),
    });
  });
});
