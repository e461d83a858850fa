import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { OutsideCall } from '../status/ObservedTraffic';
import { found, object, Orders } from './__testUtils__/orders';

const call = (host: string | undefined, blocked = false): OutsideCall => ({
  ...(host !== undefined && { host }),
  blocked,
  perSecond: 1,
});
const calling = (...outside: OutsideCall[]) => ({
  observed: { window: '1h', callers: [], outside },
});
const only = { mesh: { outboundTrafficPolicy: 'REGISTRY_ONLY' as const } };
const any = { mesh: { outboundTrafficPolicy: 'ALLOW_ANY' as const } };
const sidecar = (spec: object, { name = 'orders', namespace = 'shop' } = {}) =>
  object('networking.istio.io/v1', 'Sidecar', name, {
    metadata: { namespace },
    spec,
  });
const forOrders = { workloadSelector: { labels: { app: 'orders' } } };
const mode = (of?: string) => ({ outboundTrafficPolicy: { mode: of } });
const entry = (spec: object, namespace = 'shop') =>
  object('networking.istio.io/v1', 'ServiceEntry', 'outside', {
    metadata: { namespace },
    spec,
  });
const beside = (...others: KubernetesObject[]) => ({ others });
const api = call('api.example');

const told = (orders: Orders) =>
  found('ONM0404', orders).map(({ severity, message }) => [
    severity,
    message.split('. ')[0],
  ]);
const calls = 'orders was seen to call';
const unknown = (hosts: string) =>
  `${calls} ${hosts}, which no ServiceEntry makes known in namespace shop`;

/** Source: Istio's task of accessing external services; istio/api networking/v1alpha3/sidecar.proto and service_entry.proto. */
describe('hosts outside that a workload was seen to call (ONM0404)', () => {
  it.each<[string, Orders, string[][]]>([
    [
      'pass now and would be refused',
      { ...only, ...calling(api) },
      [['error', unknown('api.example')]],
    ],
    [
      'are refused already',
      { ...only, ...calling(call('api.example', true)) },
      [['warning', unknown('api.example')]],
    ],
    [
      'passed once and are refused now, which is told once',
      { ...only, ...calling(api, call('api.example', true)) },
      [['warning', unknown('api.example')]],
    ],
    ['pass, as all may be called', { ...any, ...calling(api) }, []],
    ['pass, as nothing says otherwise', calling(api), []],
    [
      'are refused, whatever says so',
      calling(call('api.example', true)),
      [['warning', unknown('api.example')]],
    ],
    ['are none', { ...only, ...calling() }, []],
    ['are not known, without metrics', only, []],
    [
      'are known by a ServiceEntry',
      {
        ...only,
        ...calling(api),
        ...beside(entry({ hosts: ['api.example'] })),
      },
      [],
    ],
    [
      'are known by one for many hosts',
      { ...only, ...calling(api), ...beside(entry({ hosts: ['*.example'] })) },
      [],
    ],
    [
      'are known by one of elsewhere',
      {
        ...only,
        ...calling(api),
        ...beside(entry({ hosts: ['api.example'] }, 'egress')),
      },
      [],
    ],
    [
      'are known elsewhere only',
      {
        ...only,
        ...calling(api),
        ...beside(entry({ hosts: ['api.example'], exportTo: ['.'] }, 'egress')),
      },
      [['error', unknown('api.example')]],
    ],
    [
      'are addresses of a ServiceEntry',
      {
        ...only,
        ...calling(call('10.9.0.1')),
        ...beside(entry({ hosts: ['db.example'], addresses: ['10.9.0.0/16'] })),
      },
      [],
    ],
    [
      'are Services',
      { ...only, ...calling(call('orders.shop.svc.cluster.local')) },
      [],
    ],
    [
      'are refused by the Sidecar of the workload',
      {
        ...any,
        ...calling(api),
        ...beside(sidecar({ ...forOrders, ...mode('REGISTRY_ONLY') })),
      },
      [['error', unknown('api.example')]],
    ],
    [
      'pass by the Sidecar of the workload',
      {
        ...only,
        ...calling(api),
        ...beside(sidecar({ ...forOrders, ...mode('ALLOW_ANY') })),
      },
      [],
    ],
    [
      'are refused by a Sidecar that speaks of it and says no mode',
      {
        ...calling(api),
        ...beside(sidecar({ ...forOrders, outboundTrafficPolicy: {} })),
      },
      [['error', unknown('api.example')]],
    ],
    [
      'go to a proxy of somebody else',
      {
        ...only,
        ...calling(api),
        ...beside(
          sidecar({
            outboundTrafficPolicy: { egressProxy: { host: 'proxy.example' } },
          }),
        ),
      },
      [],
    ],
    [
      'are refused by the Sidecar of other pods',
      {
        ...calling(api),
        ...beside(
          sidecar({
            workloadSelector: { labels: { app: 'web' } },
            ...mode('REGISTRY_ONLY'),
          }),
        ),
      },
      [],
    ],
    [
      'are refused by the Sidecar of the mesh, for who has no other',
      {
        ...calling(api),
        ...beside(
          sidecar(mode('REGISTRY_ONLY'), { namespace: 'istio-system' }),
        ),
      },
      [['error', unknown('api.example')]],
    ],
    [
      'are not, where the namespace has a Sidecar, which says nothing',
      {
        ...calling(api),
        ...beside(
          sidecar({}, { name: 'default' }),
          sidecar(mode('REGISTRY_ONLY'), { namespace: 'istio-system' }),
        ),
      },
      [],
    ],
    [
      'are known, and left out by the Sidecar',
      {
        ...only,
        ...calling(api),
        ...beside(
          entry({ hosts: ['api.example'] }, 'egress'),
          sidecar({ egress: [{ hosts: ['./*', 'istio-system/*'] }] }),
        ),
      },
      [['error', `${calls} api.example, which Sidecar shop/orders leaves out`]],
    ],
    [
      'are known, and listed in the Sidecar',
      {
        ...only,
        ...calling(api),
        ...beside(
          entry({ hosts: ['api.example'] }, 'egress'),
          sidecar({ egress: [{ hosts: ['egress/*.example'] }] }),
        ),
      },
      [],
    ],
    [
      'are not named, and refused',
      { ...only, ...calling(call(undefined, true)) },
      [['warning', 'Connections of orders to hosts outside are refused']],
    ],
    [
      'are not named, and pass until now',
      { ...only, ...calling(call(undefined)) },
      [
        [
          'info',
          'Whether all connections of orders to hosts outside still get out is not known',
        ],
      ],
    ],
    [
      'are many',
      {
        ...only,
        ...calling(
          ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(h => call(`${h}.example`)),
        ),
      },
      [
        [
          'error',
          unknown(
            'a.example, b.example, c.example, d.example, e.example and 2 more',
          ),
        ],
      ],
    ],
    [
      'are called from ambient, where no proxy refuses them',
      { ...only, ...calling(api), pods: 'ambient' },
      [],
    ],
  ])('%s', (_, orders, expected) => {
    expect(told(orders)).toEqual(expected);
  });

  it('are told of with what says that they are refused', () => {
    const [finding] = found('ONM0404', {
      ...calling(api),
      ...beside(sidecar({ ...forOrders, ...mode('REGISTRY_ONLY') })),
    });
    expect(finding.object).toEqual({
      kind: 'Sidecar',
      namespace: 'shop',
      name: 'orders',
      field: 'spec.outboundTrafficPolicy.mode',
      value: 'REGISTRY_ONLY',
    });
    expect(finding.link).toContain('egress-control');
    const [ofMesh] = found('ONM0404', { ...only, ...calling(api) });
    expect(ofMesh.object).toEqual({
      kind: 'Deployment',
      namespace: 'shop',
      name: 'orders',
    });
  });
});
