import { Evidence } from '../../status/Evidence';
import { isFinished } from '../../status/Workload';
import { Pod } from '../../kubernetes/KubernetesObject';
import { selectsEverything } from '../../kubernetes/labelSelector';
import { ClusterView } from '../../view/ClusterView';
import { MtlsMode, PeerAuthentication } from '../PeerAuthentication';
import { MtlsEvidence, serverMtls } from '../serverMtls';
import { refusesAutoMtls } from './hasProxy';
import { mtlsContext } from './mtlsContext';
import { MtlsVerdict } from './mtlsVerdict';
import { policiesOf } from './policiesOf';
import { ScopeMtls } from './ScopeMtls';
import { serviceMtls } from './serviceMtls';
import { AddressedService, workloadProxyOf } from './tlsFromView';

/** Something in a namespace for which other things hold than for the namespace. */
export type MtlsException =
  | {
      kind: 'workloads';
      /** Those that the PeerAuthentication selects. */
      labels: Record<string, string>;
      /** Absent where it holds for all ports that have no exception of their own. */
      port?: number;
      server: MtlsMode;
      acceptsPlaintext: boolean;
      evidence?: MtlsEvidence;
    }
  | {
      kind: 'pods-without-proxy';
      labels: Record<string, string>;
      pods: number;
      /** Nothing stands before them that would follow a policy. */
      server: 'none';
      acceptsPlaintext: true;
    }
  | {
      kind: 'service';
      /** `namespace/name`; it may be a DestinationRule alone that names it. */
      service: string;
      verdict: MtlsVerdict;
      reason: string;
      /** The DestinationRules that clients follow for it. */
      evidence: Evidence[];
    };

/** For whom in a namespace something else holds than `general`, with the objects that make it so. */
export function mtlsExceptions(
  view: ClusterView,
  namespace: string,
  general: ScopeMtls,
): MtlsException[] {
  return [
    ...workloads(view, namespace, general),
    ...podsWithoutProxy(view, namespace),
    ...services(view, namespace, general),
  ];
}

function workloads(
  view: ClusterView,
  namespace: string,
  general: ScopeMtls,
): MtlsException[] {
  const { mesh } = mtlsContext(view);
  return view
    .list<PeerAuthentication>('PeerAuthentication', namespace)
    .filter(({ spec }) => !selectsEverything(spec?.selector))
    .flatMap(policy => {
      const labels = policy.spec?.selector?.matchLabels ?? {};
      const policies = policiesOf(mesh, { namespace, labels });
      if (policies.workload !== policy) {
        // An older one with the same selector wins, or it is the root namespace, where selectors count for nothing.
        return [];
      }
      const whole = serverMtls(policies);
      const ports = Object.keys(policy.spec?.portLevelMtls ?? {})
        .map(Number)
        .map(port => ({ port, ...serverMtls(policies, port) }));
      return [
        ...(whole.mode === general.server ? [] : [whole]),
        ...ports.filter(({ mode }) => mode !== whole.mode),
      ].map(({ mode, decidedBy, ...port }) => ({
        kind: 'workloads' as const,
        labels,
        ...port,
        server: mode,
        acceptsPlaintext: mode !== 'STRICT',
        ...(decidedBy && { evidence: decidedBy }),
      }));
    });
}

/** Differ from pod to pod or from version to version, so they name no workload. */
const PASSING_LABELS = [
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
];

function podsWithoutProxy(
  view: ClusterView,
  namespace: string,
): MtlsException[] {
  const groups = new Map<
    string,
    { labels: Record<string, string>; pods: number }
  >();
  for (const pod of view.list<Pod>('Pod', namespace)) {
    if (!isFinished(pod) && workloadProxyOf(pod) === 'none') {
      const labels = Object.fromEntries(
        Object.entries(pod.metadata.labels ?? {})
          .filter(([label]) => !PASSING_LABELS.includes(label))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      );
      const key = JSON.stringify(labels);
      const { pods } = groups.get(key) ?? { pods: 0 };
      groups.set(key, { labels, pods: pods + 1 });
    }
  }
  return [...groups.values()].map(group => ({
    kind: 'pods-without-proxy',
    ...group,
    server: 'none',
    acceptsPlaintext: true,
  }));
}

function services(
  view: ClusterView,
  namespace: string,
  general: ScopeMtls,
): MtlsException[] {
  const { rules, mesh } = mtlsContext(view);
  // Where nothing but automatic mTLS is at work, clients do what each pod takes, unless a pod hides that by its label, or
  // they choose before they know which pod they get: where the namespace is DISABLE, and for a headless Service.
  const allAlike =
    rules.namespace(namespace).size === 0 &&
    mesh.enableAutoMtls !== false &&
    general.server !== 'DISABLE' &&
    view
      .list<Pod>('Pod', namespace)
      .every(({ metadata }) => !refusesAutoMtls(metadata.labels));
  const names = new Set([
    ...view
      .list<AddressedService>('Service', namespace)
      .filter(({ spec }) => !allAlike || spec?.clusterIP === 'None')
      .map(({ metadata }) => metadata.name),
    ...rules.named(namespace),
  ]);
  const known = new Set(evidenceOf([general]).map(keyOf));
  return [...names].sort().flatMap(name => {
    const found = serviceMtls(view, { namespace, name });
    const other = found.filter(
      ({ verdict, clients }) =>
        (verdict === 'conflict' && general.verdict !== 'conflict') ||
        clients.some(
          ({ evidence }) =>
            evidence !== undefined && !known.has(keyOf(evidence)),
        ),
    );
    const [first] = other;
    return first === undefined
      ? []
      : [
          {
            kind: 'service' as const,
            service: `${namespace}/${name}`,
            verdict: (
              other.find(({ verdict }) => verdict === 'conflict') ?? first
            ).verdict,
            reason: [...new Set(other.map(({ reason }) => reason))].join(' '),
            evidence: evidenceOf(other),
          },
        ];
  });
}

function evidenceOf(scopes: readonly ScopeMtls[]): Evidence[] {
  const all = scopes.flatMap(({ clients }) =>
    clients.flatMap(({ evidence }) => evidence ?? []),
  );
  return [...new Map(all.map(one => [keyOf(one), one])).values()];
}

function keyOf({ namespace, name, field }: Evidence): string {
  return `${namespace}/${name}/${field}`;
}
