import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { ClusterView, MeshSettings } from '../view/ClusterView';
import { evaluateTarget } from './evaluateTarget';
import { PodGroup } from './TargetStatus';

type Labels = Record<string, string>;

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const ofRevision = (revision: string) => ({ 'istio.io/rev': revision });
const ENABLED = { 'istio-injection': 'enabled' };

const signed = (revision?: string) => ({
  'sidecar.istio.io/status': JSON.stringify({
    initContainers: ['istio-init', 'istio-proxy'],
    ...(revision !== undefined && { revision }),
  }),
});

interface Pods {
  name?: string;
  labels?: Labels;
  annotations?: Labels;
  sidecar?: 'native' | 'container' | 'init only' | 'linkerd';
  ready?: boolean;
}

function pod(options: Pods): KubernetesObject & Record<string, unknown> {
  const { name = 'orders-1', sidecar, ready = true } = options;
  const proxy = { name: 'istio-proxy', ready, started: ready };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'orders', ...options.labels },
      annotations: options.annotations,
    },
    spec: {
      containers: [
        { name: 'app' },
        ...(sidecar === 'container' ? [{ name: 'istio-proxy' }] : []),
        ...(sidecar === 'linkerd' ? [{ name: 'linkerd-proxy' }] : []),
      ],
      initContainers:
        sidecar === 'native' || sidecar === 'init only'
          ? [
              {
                name: 'istio-proxy',
                ...(sidecar === 'native' && { restartPolicy: 'Always' }),
              },
            ]
          : [],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      ...(sidecar === 'container' && { containerStatuses: [proxy] }),
      ...(sidecar === 'native' && { initContainerStatuses: [proxy] }),
    },
  };
}

function statusOf(options: {
  namespace?: Labels;
  namespaceAnnotations?: Labels;
  template?: Labels;
  annotations?: Labels;
  spec?: object;
  pods: Pods[];
  mesh?: Partial<MeshSettings>;
}) {
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: options.namespace,
        annotations: options.namespaceAnnotations,
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        selector: { matchLabels: { app: 'orders' } },
        template: {
          metadata: {
            labels: { app: 'orders', ...options.template },
            annotations: options.annotations,
          },
          spec: options.spec,
        },
      },
    },
    ...options.pods.map(pod),
  ];
  return evaluateTarget({
    view: new ClusterView({
      cluster: 'east',
      objects,
      mesh: { revisions: ['default', 'canary'], ...options.mesh },
    }),
    target: { cluster: 'east', namespace: 'shop', workload: 'orders' },
    catalogCallers: [],
  });
}

const inWords = ({ pods, now, wanted, needs }: PodGroup) =>
  `${pods.length} ${now.native ? 'native ' : ''}${now.mesh} ${now.revision ?? '-'} -> ${wanted.mesh} ${wanted.revision ?? '-'}: ${needs}`;

describe('pods, held against what new ones would get', () => {
  it.each<[string, Parameters<typeof statusOf>[0], string, string]>([
    [
      'a native sidecar of the wanted revision',
      {
        namespace: ENABLED,
        pods: [{ sidecar: 'native', annotations: signed('default') }],
      },
      '1 native istio-sidecar default -> istio-sidecar default: nothing',
      'enrolled',
    ],
    [
      'a sidecar of another revision',
      {
        namespace: ofRevision('canary'),
        pods: [{ sidecar: 'container', annotations: signed('default') }],
      },
      '1 istio-sidecar default -> istio-sidecar canary: restart',
      'enrolled',
    ],
    [
      'a sidecar that does not tell its revision',
      {
        namespace: ofRevision('canary'),
        pods: [{ sidecar: 'container', annotations: signed() }],
      },
      '1 istio-sidecar - -> istio-sidecar canary: nothing',
      'enrolled',
    ],
    [
      'a revision noted beside an unreadable status',
      {
        namespace: ENABLED,
        pods: [
          {
            sidecar: 'container',
            annotations: {
              'sidecar.istio.io/status': 'injected',
              'istio.io/rev': 'canary',
            },
          },
        ],
      },
      '1 istio-sidecar canary -> istio-sidecar default: restart',
      'enrolled',
    ],
    [
      'an init container that only has the name of a proxy',
      { namespace: ENABLED, pods: [{ sidecar: 'init only' }] },
      '1 none - -> istio-sidecar default: restart',
      'pending-restart',
    ],
    [
      'a proxy that is not ready',
      {
        namespace: ENABLED,
        pods: [
          { sidecar: 'native', annotations: signed('default'), ready: false },
        ],
      },
      '1 native istio-sidecar default -> istio-sidecar default: ready-proxy',
      'enrolled',
    ],
    [
      'a captured pod',
      {
        namespace: AMBIENT,
        pods: [{ annotations: { 'ambient.istio.io/redirection': 'enabled' } }],
      },
      '1 istio-ambient - -> istio-ambient -: nothing',
      'enrolled',
    ],
    [
      'a captured pod with a container named like a sidecar',
      {
        namespace: AMBIENT,
        pods: [
          {
            sidecar: 'container',
            annotations: { 'ambient.istio.io/redirection': 'enabled' },
          },
        ],
      },
      '1 istio-ambient - -> istio-ambient -: nothing',
      'enrolled',
    ],
    [
      'a pod that ambient has yet to capture',
      { namespace: AMBIENT, pods: [{}] },
      '1 none - -> istio-ambient -: capture',
      'pending-capture',
    ],
    [
      'a pod older than the label of the template that asks for ambient',
      { template: AMBIENT, pods: [{}] },
      '1 none - -> istio-ambient -: restart',
      'pending-restart',
    ],
    [
      'a sidecar where ambient is asked for',
      {
        namespace: AMBIENT,
        pods: [{ sidecar: 'native', annotations: signed('default') }],
      },
      '1 native istio-sidecar default -> istio-ambient -: restart',
      'enrolled',
    ],
    [
      'a captured pod that nothing asks ambient for',
      {
        pods: [{ annotations: { 'ambient.istio.io/redirection': 'enabled' } }],
      },
      '1 istio-ambient - -> none -: release',
      'enrolled',
    ],
    [
      "Linkerd's proxy, which an annotation asks for",
      {
        namespaceAnnotations: { 'linkerd.io/inject': 'enabled' },
        pods: [{ sidecar: 'linkerd' }],
      },
      '1 linkerd - -> linkerd -: nothing',
      'enrolled',
    ],
    [
      "a pod older than the annotation that asks for Linkerd's proxy",
      { annotations: { 'linkerd.io/inject': 'ingress' }, pods: [{}] },
      '1 none - -> linkerd -: restart',
      'pending-restart',
    ],
    [
      "Linkerd's proxy, which the pods refuse by now",
      {
        namespaceAnnotations: { 'linkerd.io/inject': 'enabled' },
        annotations: { 'linkerd.io/inject': 'disabled' },
        pods: [{ sidecar: 'linkerd' }],
      },
      '1 linkerd - -> none -: restart',
      'enrolled',
    ],
    [
      'a sidecar that nothing asks for',
      { pods: [{ sidecar: 'native', annotations: signed('default') }] },
      '1 native istio-sidecar default -> none -: restart',
      'enrolled',
    ],
  ])('%s', (_, options, group, state) => {
    const { enrolment } = statusOf(options);

    expect(enrolment.podGroups?.map(inWords)).toEqual([group]);
    expect(enrolment.state).toBe(state);
  });

  it('puts pods together that fare alike', () => {
    const { enrolment } = statusOf({
      namespace: ofRevision('canary'),
      pods: [
        { name: 'b', sidecar: 'native', annotations: signed('default') },
        { name: 'a', sidecar: 'native', annotations: signed('default') },
        { name: 'c', sidecar: 'native', annotations: signed('canary') },
        { name: 'd' },
      ],
    });

    expect(enrolment.podGroups?.map(inWords)).toEqual([
      '2 native istio-sidecar default -> istio-sidecar canary: restart',
      '1 native istio-sidecar canary -> istio-sidecar canary: nothing',
      '1 none - -> istio-sidecar canary: restart',
    ]);
    expect(enrolment.podGroups?.[0].pods).toEqual(['a', 'b']);
    expect(enrolment.missing).toEqual([
      'A restart of the 1 pod without a proxy.',
      'A restart of the 2 pods with a sidecar of revision default; new pods get revision canary.',
    ]);
  });
});

describe('why new pods get what they get', () => {
  const inject = (value: string) => ({ 'sidecar.istio.io/inject': value });

  it.each<[string, Parameters<typeof statusOf>[0], string]>([
    [
      'a label of the pods, in a namespace labelled for ambient',
      { namespace: AMBIENT, template: inject('true'), pods: [] },
      'New pods get a sidecar of revision default, because spec.template.metadata.labels[sidecar.istio.io/inject] is "true" on Deployment orders.',
    ],
    [
      'a tag',
      {
        namespace: ofRevision('prod'),
        pods: [],
        mesh: { revisions: ['1-30'], revisionTags: { prod: '1-30' } },
      },
      'New pods get a sidecar of revision 1-30, because metadata.labels[istio.io/rev] is "prod" on Namespace shop.',
    ],
    [
      'a mesh that injects unless it is refused',
      { pods: [], mesh: { enableNamespacesByDefault: true } },
      'New pods get a sidecar of revision default, because this mesh injects namespaces that do not refuse.',
    ],
    [
      'a revision that is not installed',
      { namespace: ofRevision('gone'), pods: [] },
      'New pods get no proxy, because metadata.labels[istio.io/rev] is "gone" on Namespace shop, and no control plane of that revision is installed.',
    ],
    [
      'the network of the host',
      { namespace: ENABLED, spec: { hostNetwork: true }, pods: [] },
      'New pods get no proxy, because although metadata.labels[istio-injection] is "enabled" on Namespace shop, pods on the network of their host are never injected.',
    ],
    [
      'an annotation',
      { namespace: ENABLED, annotations: inject('false'), pods: [] },
      'New pods get no proxy, because although metadata.labels[istio-injection] is "enabled" on Namespace shop, spec.template.metadata.annotations[sidecar.istio.io/inject] is "false" on Deployment orders.',
    ],
    [
      'a namespace that refuses for its pods',
      {
        namespace: { 'istio-injection': 'disabled' },
        template: inject('true'),
        pods: [],
      },
      'New pods get no proxy, because metadata.labels[istio-injection] is "disabled" on Namespace shop.',
    ],
    [
      'pods that stay out of ambient',
      {
        namespace: AMBIENT,
        template: { 'istio.io/dataplane-mode': 'none' },
        pods: [],
      },
      'New pods get no proxy, because spec.template.metadata.labels[istio.io/dataplane-mode] is "none" on Deployment orders.',
    ],
    [
      'nobody asks',
      { pods: [] },
      'New pods get no proxy, because neither the namespace shop nor the pods of Deployment orders ask for it.',
    ],
  ])('%s', (_, options, reason) => {
    expect(statusOf(options).enrolment.reason).toBe(
      `No pod is running. ${reason}`,
    );
  });
});

describe('findings about enrolment', () => {
  it.each<[string, string, Parameters<typeof statusOf>[0]]>([
    ['ONM0102', 'a pod not captured', { namespace: AMBIENT, pods: [{}] }],
    [
      'ONM0104',
      'a revision not installed',
      { namespace: ofRevision('gone'), pods: [] },
    ],
    [
      'ONM0104',
      'a revision of the pods not installed',
      { template: ofRevision('gone'), pods: [] },
    ],
    [
      'ONM0105',
      'a sidecar of another revision',
      {
        namespace: ofRevision('canary'),
        pods: [{ sidecar: 'native', annotations: signed('default') }],
      },
    ],
    [
      'ONM0106',
      'a revision on pods whose namespace decides',
      { namespace: ENABLED, template: ofRevision('canary'), pods: [] },
    ],
    [
      'ONM0106',
      'pods that ask where the namespace refuses',
      {
        namespace: { 'istio-injection': 'disabled' },
        template: { 'sidecar.istio.io/inject': 'true' },
        pods: [],
      },
    ],
    [
      'ONM0106',
      'pods that ask for ambient and get sidecars',
      { namespace: ENABLED, template: AMBIENT, pods: [] },
    ],
  ])('%s: %s', (code, _, options) => {
    expect(statusOf(options).findings.map(finding => finding.code)).toContain(
      code,
    );
  });

  it('are none where every pod has what new ones get', () => {
    const found = statusOf({
      namespace: ofRevision('canary'),
      template: ofRevision('canary'),
      pods: [{ sidecar: 'native', annotations: signed('canary') }],
    }).findings.map(({ code }) => code);

    expect(found.filter(code => code.startsWith('ONM01'))).toEqual([]);
  });
});
