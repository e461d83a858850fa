import {
  ContainerState,
  EventObject,
  Experiment,
  KubernetesObject,
  Node,
  Pod,
  readInjectorValues,
  WorkloadObject,
} from '@onmesh/plugin-mesh-common';
import { trimBatch } from './trimBatch';
import { trimPodSpec, trimTemplate } from './trimPodSpec';
import { trimSpec } from './trimSpec';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The part of an object that status depends on. A cluster's pods and templates are most of its bytes, and most of those
 * are volumes, environment and managed fields, which nothing here reads and which may hold secrets.
 */
export function trimObject(object: KubernetesObject): KubernetesObject {
  const metadata = trimMetadata(object.metadata);
  if (isPod(object)) {
    return {
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata,
      spec: object.spec && trimPodSpec(object.spec),
      status: object.status && trimPodStatus(object.status),
    } satisfies Pod as KubernetesObject;
  }
  const trimmed =
    trimBatch({ ...object, metadata }) ?? trimSpec({ ...object, metadata });
  if (trimmed) {
    return trimmed;
  }
  if (isNode(object)) {
    return trimNode(object);
  }
  if (hasTemplate(object)) {
    const { template } = object.spec;
    return {
      ...object,
      metadata,
      spec: {
        ...object.spec,
        template:
          // There are many of them for each workload, and what they run only tells versions apart.
          String(object.kind) === 'ReplicaSet'
            ? {
                metadata: template.metadata,
                spec: template.spec && trimPodSpec(template.spec),
              }
            : trimTemplate(template),
      },
    } as KubernetesObject;
  }
  if (isExperiment(object)) {
    return trimExperiment({ ...object, metadata });
  }
  return isEvent(object)
    ? trimEvent(object)
    : trimMeshConfig({ ...object, metadata });
}

/** Its status is written every few minutes, and all else that it says changes nothing here: not even that it was written. */
function trimNode({ apiVersion, metadata, status }: Node): Node {
  const { kubeletVersion } = status?.nodeInfo ?? {};
  return {
    apiVersion,
    kind: 'Node',
    metadata: { name: metadata.name },
    status: { nodeInfo: { kubeletVersion } },
  };
}

function trimEvent(event: EventObject): EventObject {
  const { apiVersion, kind, involvedObject, type, reason, message } = event;
  const { name, namespace } = event.metadata;
  const { count, firstTimestamp, lastTimestamp, eventTime } = event;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace },
    involvedObject,
    type,
    reason,
    message,
    count,
    firstTimestamp,
    lastTimestamp,
    eventTime,
  };
}

interface MeshConfigMap extends KubernetesObject {
  kind: 'ConfigMap';
  data?: { mesh?: string; values?: string };
}

interface InjectionWebhook extends KubernetesObject {
  kind: 'MutatingWebhookConfiguration';
  webhooks?: { name: string }[];
}

/** Certificates and whatever else is kept in ConfigMaps and webhooks is not ours to hold. */
function trimMeshConfig(object: KubernetesObject): KubernetesObject {
  if (object.kind === 'ConfigMap') {
    const { apiVersion, metadata, data } = object as MeshConfigMap;
    const mesh: MeshConfigMap = {
      apiVersion,
      kind: 'ConfigMap',
      metadata,
      data: {
        mesh: data?.mesh,
        ...(data?.values && { values: readInjectorValues(data.values) }),
      },
    };
    return mesh;
  }
  if (object.kind === 'MutatingWebhookConfiguration') {
    const { apiVersion, metadata, webhooks } = object as InjectionWebhook;
    const named: InjectionWebhook = {
      apiVersion,
      kind: 'MutatingWebhookConfiguration',
      metadata,
      webhooks: webhooks?.map(({ name }) => ({ name })),
    };
    return named;
  }
  return object;
}

function trimMetadata(
  metadata: KubernetesObject['metadata'] & { managedFields?: unknown },
): KubernetesObject['metadata'] {
  const { managedFields, ...rest } = metadata;
  if (rest.annotations?.[LAST_APPLIED] === undefined) {
    return rest;
  }
  const { [LAST_APPLIED]: lastApplied, ...annotations } = rest.annotations;
  return { ...rest, annotations };
}

function trimPodStatus(status: NonNullable<Pod['status']>): Pod['status'] {
  return {
    phase: status.phase,
    reason: status.reason,
    podIP: status.podIP,
    conditions: status.conditions?.map(({ type, status: holds }) => ({
      type,
      status: holds,
    })),
    containerStatuses: status.containerStatuses?.map(
      ({ name, ready, restartCount, state }) => ({
        name,
        ready,
        restartCount,
        state: trimState(state),
      }),
    ),
    initContainerStatuses: status.initContainerStatuses?.map(
      ({ name, ready, started, restartCount, state }) => ({
        name,
        ready,
        started,
        restartCount,
        state: trimState(state),
      }),
    ),
  };
}

/** Messages of containers are what the program wrote last, and that may be anything. */
function trimState(state: ContainerState | undefined) {
  const { running, waiting, terminated } = state ?? {};
  return (
    state && {
      ...(running && { running: {} }),
      ...(waiting && { waiting: { reason: waiting.reason } }),
      ...(terminated && {
        terminated: {
          reason: terminated.reason,
          exitCode: terminated.exitCode,
          signal: terminated.signal,
        },
      }),
    }
  );
}

function trimExperiment(experiment: Experiment): Experiment {
  const { spec } = experiment;
  return {
    ...experiment,
    spec: spec && {
      ...spec,
      templates: spec.templates?.map(({ name, replicas, template }) => ({
        name,
        replicas,
        template: { spec: template?.spec && trimPodSpec(template.spec) },
      })),
    },
  };
}

function isExperiment(object: KubernetesObject): object is Experiment {
  return object.kind === 'Experiment';
}

function isEvent(object: KubernetesObject): object is EventObject {
  return object.kind === 'Event';
}

function isNode(object: KubernetesObject): object is Node {
  return object.kind === 'Node';
}

function isPod(object: KubernetesObject): object is Pod {
  return object.kind === 'Pod';
}

type Templated = WorkloadObject & {
  spec: {
    template: NonNullable<NonNullable<WorkloadObject['spec']>['template']>;
  };
};

// ReplicaSets too: anything whose spec holds the template of a pod.
function hasTemplate(object: KubernetesObject): object is Templated {
  const { spec } = object as Partial<WorkloadObject>;
  return spec?.template !== undefined;
}
