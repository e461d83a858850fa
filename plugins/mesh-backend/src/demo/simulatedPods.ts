import { createHash } from 'node:crypto';
import {
  injectingRevision,
  injectRequired,
  isEnrolledInAmbient,
  MeshSettings,
  Namespace,
  Pod,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';

type Template = NonNullable<NonNullable<WorkloadObject['spec']>['template']>;

/** One version of a workload that runs. */
export interface Revision {
  /** The workload that makes the pods. */
  owner: WorkloadObject;
  template: Template;
  namespace: Namespace;
  replicas: number;
  hash: string;
  /** When its pods were made. */
  createdAt: Date;
}

const PROXY = 'docker.io/istio/proxyv2:1.30.3';

/** Hash of a template, as controllers append it to the names of pods. */
export function templateHash(template: Template): string {
  return digest(JSON.stringify(template)).slice(0, 10);
}

/** The label by which the owner of pods tells its versions apart. */
export function hashLabel(owner: WorkloadObject): string {
  return owner.kind === 'Rollout'
    ? 'rollouts-pod-template-hash'
    : 'pod-template-hash';
}

/** The pods of a revision, with the proxy that the mesh would give them when they are made. */
export function simulatedPods(
  revision: Revision,
  settings: MeshSettings,
  ready: boolean,
): Pod[] {
  const { owner, template, hash, replicas, createdAt } = revision;
  const { name, namespace } = owner.metadata;
  return Array.from({ length: replicas }, (_, index) => {
    const id = digest(`${namespace}/${name}/${hash}/${index}`);
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${name}-${hash}-${id.slice(0, 5)}`,
        namespace,
        labels: { ...template.metadata?.labels, [hashLabel(owner)]: hash },
        annotations: { ...template.metadata?.annotations },
        creationTimestamp: seconds(createdAt),
        ownerReferences: [{ kind: 'ReplicaSet', name: `${name}-${hash}` }],
      },
      spec: template.spec,
      status: {
        phase: 'Running',
        podIP: `10.42.${parseInt(id.slice(6, 8), 16)}.${1 + (parseInt(id.slice(8, 10), 16) % 254)}`,
        conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
        containerStatuses: (template.spec?.containers ?? []).map(container => ({
          name: container.name,
          ready,
        })),
      },
    };
    return admitted(pod, revision.namespace, settings, ready);
  });
}

/** What the mesh makes of a new pod. */
function admitted(
  pod: Pod,
  namespace: Namespace,
  settings: MeshSettings,
  ready: boolean,
): Pod {
  const revision = injectingRevision({
    namespace,
    pod,
    installed: {
      revisions: settings.revisions,
      tags: settings.revisionTags,
      enableNamespacesByDefault: settings.enableNamespacesByDefault,
    },
  });
  const { metadata, spec, status } = pod;
  if (revision !== undefined && injectRequired({ pod })) {
    return {
      ...pod,
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          'istio.io/rev': revision,
          'sidecar.istio.io/status': JSON.stringify({
            initContainers: ['istio-init', 'istio-proxy'],
            revision,
          }),
        },
      },
      spec: {
        ...spec,
        initContainers: [
          ...(spec?.initContainers ?? []),
          { name: 'istio-init', image: PROXY },
          { name: 'istio-proxy', image: PROXY, restartPolicy: 'Always' },
        ],
      },
      status: {
        ...status,
        initContainerStatuses: [{ name: 'istio-proxy', ready, started: ready }],
      },
    };
  }
  return isEnrolledInAmbient({ namespace, pod })
    ? {
        ...pod,
        metadata: {
          ...metadata,
          annotations: {
            ...metadata.annotations,
            'ambient.istio.io/redirection': 'enabled',
          },
        },
      }
    : pod;
}

/** A moment as the API server writes it. */
export function seconds(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
