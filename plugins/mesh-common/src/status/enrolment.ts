import { Pod } from '../kubernetes/KubernetesObject';
import { isEnrolledInAmbient } from '../istio/ambientEnrolment';
import { injectingRevision, injectRequired } from '../istio/sidecarInjection';
import { MeshSettings } from '../view/ClusterView';
import { Evidence } from './Evidence';
import { Enrolment, MeshKind } from './TargetStatus';
import { Workload } from './Workload';

const PROXIES = {
  'istio-sidecar': 'istio-proxy',
  linkerd: 'linkerd-proxy',
} as const;

/** Which data plane the pods are in, from what they carry and not from what labels promise. */
export function meshOf(workload: Workload): MeshKind {
  if (workload.pods.length === 0) {
    return 'unknown';
  }
  const has = (mesh: MeshKind) =>
    workload.pods.some(pod => proxyOf(pod) === mesh);
  return (
    (['istio-sidecar', 'istio-ambient', 'linkerd'] as const).find(has) ?? 'none'
  );
}

/** The data plane of one pod. */
export function proxyOf(pod: Pod): MeshKind {
  if (containerNames(pod).includes(PROXIES['istio-sidecar'])) {
    return 'istio-sidecar';
  }
  if (containerNames(pod).includes(PROXIES.linkerd)) {
    return 'linkerd';
  }
  return pod.metadata.annotations?.['ambient.istio.io/redirection'] ===
    'enabled'
    ? 'istio-ambient'
    : 'none';
}

/**
 * Whether the workload's pods are in the mesh: what they carry now, held against what new pods would get.
 * Only a restart closes a difference between the two, because injection happens when a pod is made.
 */
export function enrolment(
  workload: Workload,
  settings: MeshSettings,
): Enrolment {
  const mesh = meshOf(workload);
  const expected = expectedProxy(workload, settings);
  const total = workload.pods.length;
  const meshed = workload.pods.filter(pod => proxyOf(pod) !== 'none');
  const withReadyProxy = meshed.filter(isProxyReady).length;
  const base = {
    pods: { total, withProxy: meshed.length, withReadyProxy },
    evidence: expected.evidence,
    revision: expected.revision,
  };
  const notReady = meshed.length - withReadyProxy;
  const proxiesNotReady =
    notReady > 0
      ? [`The proxy of ${count(notReady, 'pod')} is not ready.`]
      : [];

  if (total === 0) {
    return {
      ...base,
      state: 'unknown',
      reason: `No pod is running. ${expected.reason}`,
      missing: ['A running pod.'],
    };
  }
  if (meshed.length === total) {
    return {
      ...base,
      state: 'enrolled',
      reason: `Every pod has a proxy. ${expected.reason}`,
      missing: [
        ...proxiesNotReady,
        ...(expected.injected || mesh === 'linkerd'
          ? []
          : ['New pods would not get a proxy.']),
      ],
    };
  }
  if (meshed.length > 0) {
    return {
      ...base,
      state: 'partly',
      reason: `${meshed.length} of ${count(total, 'pod')} have a proxy. ${expected.reason}`,
      missing: [
        ...proxiesNotReady,
        `A restart of the ${count(total - meshed.length, 'pod')} without a proxy.`,
      ],
    };
  }
  if (expected.injected) {
    return {
      ...base,
      state: 'pending-restart',
      reason: `${expected.reason} The running pods are older than that.`,
      missing: ['A restart of the workload.'],
    };
  }
  return {
    ...base,
    state: 'not-enrolled',
    reason: expected.reason,
    missing: [
      'The label sidecar.istio.io/inject: "true" on the pods, or injection for the namespace.',
    ],
  };
}

function expectedProxy(
  workload: Workload,
  settings: MeshSettings,
): {
  injected: boolean;
  revision?: string;
  reason: string;
  evidence?: Evidence;
} {
  const { namespace, template, name, kind } = workload;
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: namespace.metadata.name,
      labels: template.labels,
      annotations: template.annotations,
    },
    spec: template.spec,
  };
  const revision = injectingRevision({
    namespace,
    pod,
    installed: {
      revisions: settings.revisions,
      tags: settings.revisionTags,
      enableNamespacesByDefault: settings.enableNamespacesByDefault,
    },
  });
  const evidence = decidingLabel(workload);
  const because = evidence
    ? `${evidence.field} is ${JSON.stringify(evidence.value)} on ${evidence.kind} ${evidence.name}`
    : `neither the namespace ${namespace.metadata.name} nor the pods of ${kind} ${name} ask for it`;
  if (revision !== undefined && injectRequired({ pod })) {
    return {
      injected: true,
      revision,
      evidence,
      reason: `New pods get a sidecar of revision ${revision}, because ${because}.`,
    };
  }
  if (isEnrolledInAmbient({ namespace, pod })) {
    return {
      injected: true,
      evidence,
      reason: `New pods are captured by ambient, because ${because}.`,
    };
  }
  return {
    injected: false,
    evidence,
    reason: `New pods get no proxy, because ${because}.`,
  };
}

const INJECTION_LABELS = [
  'sidecar.istio.io/inject',
  'istio-injection',
  'istio.io/rev',
  'istio.io/dataplane-mode',
];

/** The label that the injection rules look at first: a pod's own refusal, then the namespace, then the pod. */
function decidingLabel(workload: Workload): Evidence | undefined {
  const onNamespace = INJECTION_LABELS.find(
    label => workload.namespace.metadata.labels?.[label] !== undefined,
  );
  const onPods = INJECTION_LABELS.find(
    label => workload.template.labels[label] !== undefined,
  );
  const refused =
    workload.template.labels['sidecar.istio.io/inject'] === 'false';
  if (onNamespace !== undefined && !refused) {
    return {
      kind: 'Namespace',
      name: workload.namespace.metadata.name,
      field: `metadata.labels[${onNamespace}]`,
      value: workload.namespace.metadata.labels?.[onNamespace],
    };
  }
  return onPods === undefined
    ? undefined
    : {
        kind: workload.kind,
        namespace: workload.namespace.metadata.name,
        name: workload.name,
        field: `spec.template.metadata.labels[${onPods}]`,
        value: workload.template.labels[onPods],
      };
}

function isProxyReady(pod: Pod): boolean {
  const names: string[] = Object.values(PROXIES);
  const container = pod.status?.containerStatuses?.find(c =>
    names.includes(c.name),
  );
  const native = pod.status?.initContainerStatuses?.find(c =>
    names.includes(c.name),
  );
  if (container || native) {
    return container?.ready ?? native?.ready ?? native?.started ?? false;
  }
  return (pod.status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

function containerNames(pod: Pod): string[] {
  return [
    ...(pod.spec?.containers ?? []),
    ...(pod.spec?.initContainers ?? []),
  ].map(container => container.name);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
