import { ClusterView } from '../view/ClusterView';
import { evaluateTarget } from '../status/evaluateTarget';
import { found, object, Orders, pod, viewOf } from './__testUtils__/orders';

const wide = (apiVersion: string, kind: string, name: string, spec: object) =>
  object(apiVersion, kind, name, { metadata: { namespace: undefined }, spec });
const admin = (spec: object, kind = 'AdminNetworkPolicy', name = 'guard') =>
  wide('policy.networking.k8s.io/v1alpha1', kind, name, {
    priority: 10,
    subject: { namespaces: {} },
    ...spec,
  });
const cilium = (spec: object) =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', 'orders', { spec });
const calico = (spec: object, group = 'crd.projectcalico.org/v1') =>
  object(group, 'NetworkPolicy', 'default.orders', { spec });
const own = (spec: object) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'orders', { spec });

const everybody = [{ namespaces: {} }];
const port = (number: number) => [{ portNumber: { port: number } }];
const onlyApplication = own({ ingress: [{ ports: [{ port: 8080 }] }] });
const ambient = { pods: 'ambient' as const };

const first = (code: string, given: Orders) =>
  found(code, given).map(({ message }) => message.split('. ')[0]);

/** Source of how they are tried: see connectionVerdict.test.ts. That ambient comes by 15008: ambientConnections.ts. */
describe('a policy of an administrator (ONM0116)', () => {
  it.each<[string, Orders, string[]]>([
    [
      'shuts the port of ambient',
      {
        ...ambient,
        others: [
          admin({
            ingress: [
              { action: 'Allow', from: everybody, ports: port(8080) },
              { action: 'Deny', from: everybody },
            ],
          }),
        ],
      },
      ['By AdminNetworkPolicy guard nobody may connect to TCP 15008 of orders'],
    ],
    [
      'opens what the namespace shuts',
      {
        ...ambient,
        others: [
          onlyApplication,
          admin({
            ingress: [{ action: 'Allow', from: everybody, ports: port(15008) }],
          }),
        ],
      },
      [],
    ],
    [
      'leaves it to the namespace',
      {
        ...ambient,
        others: [
          onlyApplication,
          admin({
            ingress: [
              { action: 'Pass', from: everybody },
              { action: 'Allow', from: everybody },
            ],
          }),
        ],
      },
      [
        'By NetworkPolicy shop/orders nobody may connect to TCP 15008 of orders',
      ],
    ],
    [
      'at the base shuts it where no other isolates the pods',
      {
        ...ambient,
        others: [
          admin(
            {
              ingress: [
                { action: 'Allow', from: everybody, ports: port(8080) },
                { action: 'Deny', from: everybody },
              ],
            },
            'BaselineAdminNetworkPolicy',
            'default',
          ),
        ],
      },
      [
        'By BaselineAdminNetworkPolicy default nobody may connect to TCP 15008 of orders',
      ],
    ],
    [
      'for other pods shuts nothing',
      {
        ...ambient,
        others: [
          admin({
            subject: { namespaces: { matchLabels: { team: 'it' } } },
            ingress: [{ action: 'Deny', from: everybody }],
          }),
        ],
      },
      [],
    ],
    [
      'keeps a sidecar from its control plane',
      {
        others: [
          pod('istiod-1', 'none', {
            metadata: { namespace: 'istio-system', labels: { app: 'istiod' } },
          }),
          admin({
            egress: [{ action: 'Deny', to: everybody, ports: port(15012) }],
          }),
        ],
      },
      [
        'By AdminNetworkPolicy guard orders may not connect to TCP 15012 of istiod',
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(first('ONM0116', given)).toEqual(expected);
  });

  it('that cannot be read might admit what the namespace forbids', () => {
    const view = viewOf({ ...ambient, others: [onlyApplication] });
    const { findings } = evaluateTarget({
      view: new ClusterView({
        cluster: 'east',
        objects: view.objects(),
        gaps: [
          {
            kind: 'AdminNetworkPolicy',
            reason: 'forbidden',
            notInstalled: false,
          },
        ],
      }),
      target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
      catalogCallers: [],
    });
    const codes = findings.map(({ code }) => code);
    expect(codes).toContain('ONM0103');
    expect(codes).not.toContain('ONM0116');
  });
});

/** Source of whom they are about: see isAboutPod.test.ts. */
describe('a policy of a network plugin (ONM0118)', () => {
  const ambientIn =
    'Whether callers in ambient reach TCP 15008 of orders is not known';
  const ambientOut =
    'Whether orders reaches TCP 15008 of those in ambient whom it calls is not known';
  const toIstiod =
    'Whether the sidecar of orders reaches TCP 15012 of istiod is not known';
  const rules = (direction: 'ingress' | 'egress') => ({
    endpointSelector: {},
    [direction]: [
      direction === 'ingress' ? { fromEndpoints: [{}] } : { toEndpoints: [{}] },
    ],
  });
  it.each<[string, Orders, string[]]>([
    [
      "of Cilium's, in ambient",
      { ...ambient, others: [cilium(rules('ingress'))] },
      [ambientIn],
    ],
    [
      "of Cilium's about egress, in ambient",
      { ...ambient, others: [cilium(rules('egress'))] },
      [ambientOut],
    ],
    ["of Cilium's, with a sidecar", { others: [cilium(rules('ingress'))] }, []],
    [
      "of Cilium's about egress, with a sidecar",
      { others: [cilium(rules('egress'))] },
      [toIstiod],
    ],
    [
      "of Cilium's, with a sidecar whose metrics move",
      {
        annotations: {
          'prometheus.io/scrape': 'true',
          'prometheus.io/port': '9102',
        },
        others: [cilium(rules('ingress'))],
      },
      ['Whether Prometheus reaches TCP 15020 of orders is not known'],
    ],
    [
      "of Cilium's, for other pods",
      {
        ...ambient,
        others: [
          cilium({
            ...rules('ingress'),
            endpointSelector: { matchLabels: { app: 'web' } },
          }),
        ],
      },
      [],
    ],
    [
      "of Cilium's for the cluster",
      {
        ...ambient,
        others: [
          wide(
            'cilium.io/v2',
            'CiliumClusterwideNetworkPolicy',
            'guard',
            rules('ingress'),
          ),
        ],
      },
      [ambientIn],
    ],
    [
      "of Calico's",
      { ...ambient, others: [calico({ selector: "app == 'orders'" })] },
      [ambientIn],
    ],
    [
      "of Calico's, read in both its groups",
      {
        ...ambient,
        others: [
          calico({ types: ['Ingress'] }),
          calico({ types: ['Ingress'] }, 'projectcalico.org/v3'),
        ],
      },
      [ambientIn],
    ],
    [
      "of Calico's for the cluster",
      {
        ...ambient,
        others: [
          wide(
            'crd.projectcalico.org/v1',
            'GlobalNetworkPolicy',
            'default.guard',
            { selector: 'all()', types: ['Ingress', 'Egress'] },
          ),
        ],
      },
      [
        `${ambientIn.replace(' is not known', '')}, and w${ambientOut.slice(1)}`,
      ],
    ],
    [
      'that is to replace those of administrators',
      {
        ...ambient,
        others: [
          wide(
            'policy.networking.k8s.io/v1alpha2',
            'ClusterNetworkPolicy',
            'guard',
            { subject: { namespaces: {} }, ingress: [{}] },
          ),
        ],
      },
      [ambientIn],
    ],
    [
      'in ambient, of pods that are probed',
      {
        ...ambient,
        spec: {
          containers: [
            { name: 'app', readinessProbe: { httpGet: { port: 8080 } } },
          ],
        },
        others: [cilium(rules('ingress'))],
      },
      [
        'Whether callers in ambient reach TCP 15008 of orders, and whether its probes, which come from 169.254.7.127 in ambient, get through is not known',
      ],
    ],
    [
      'outside the mesh',
      { pods: 'none', others: [cilium(rules('ingress'))] },
      [],
    ],
    ['of which there is none', ambient, []],
  ])('%s', (_, given, expected) => {
    expect(first('ONM0118', given)).toEqual(expected);
  });

  it('is the evidence', () => {
    const [finding] = found('ONM0118', {
      ...ambient,
      others: [cilium(rules('ingress'))],
    });
    expect(finding).toMatchObject({
      severity: 'info',
      object: {
        kind: 'CiliumNetworkPolicy',
        namespace: 'shop',
        name: 'orders',
      },
      action: 'Look whether it lets TCP 15008 in.',
    });
  });

  it.each([
    ['Cilium', cilium(rules('ingress'))],
    ['Calico', calico({ selector: 'all()' })],
  ])(
    'of %s may admit what one of Kubernetes forbids, so that is not told any more',
    (_, policy) => {
      const shut = { ...ambient, others: [onlyApplication] };
      expect(found('ONM0116', shut)).toHaveLength(1);
      expect(
        found('ONM0116', { ...shut, others: [...shut.others, policy] }),
      ).toEqual([]);
    },
  );

  it('of Cilium that lets nobody in on the port is told as that, and not besides', () => {
    const shut = {
      ...ambient,
      others: [
        cilium({
          endpointSelector: { matchLabels: { app: 'orders' } },
          ingress: [
            {
              fromEndpoints: [{}],
              toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }],
            },
          ],
        }),
      ],
    };
    expect(first('ONM0116', shut)).toEqual([
      'By CiliumNetworkPolicy shop/orders nobody may connect to TCP 15008 of orders',
    ]);
    expect(first('ONM0118', shut)).toEqual([]);
  });
});
