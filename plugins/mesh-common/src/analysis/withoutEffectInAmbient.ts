import { targetReferences } from '../istio/authorization/policiesFor';
import { KubernetesObject } from '../kubernetes/KubernetesObject';
import { matchesLabels, WorkloadSelector } from '../kubernetes/labelSelector';
import { Rule } from './Rule';

interface ForEnvoy extends KubernetesObject {
  spec?: {
    selector?: WorkloadSelector;
    workloadSelector?: { labels?: Record<string, string> };
    targetRef?: { kind: string; name: string };
    targetRefs?: { kind: string; name: string }[];
  };
}

const ACTION =
  'Give the Service a waypoint, and name the Service in targetRefs in place of the selector.';

/** What is for Envoy alone, by kind: what it would do, and what to do instead. Sidecars, which are as well, are told of elsewhere. */
const FOR_ENVOY = {
  EnvoyFilter: {
    does: 'changes the configuration of Envoy',
    action:
      'Give it up for this workload, or leave the workload its sidecar: waypoints support no EnvoyFilter either.',
  },
  WasmPlugin: { does: 'extends Envoy', action: ACTION },
  Telemetry: {
    does: 'sets what Envoy traces, logs and measures',
    action: ACTION,
  },
  RequestAuthentication: {
    does: 'has Envoy check the tokens of requests, which nobody does now',
    action: ACTION,
  },
} as const;

/**
 * Objects that select a workload in ambient, or its whole namespace, and that only Envoy follows. ztunnel gets addresses and
 * policies for connections, and nothing else. Of a namespace with a waypoint for the workload nothing is told, as what is for all
 * of it can be for the waypoint.
 *
 * Source: istio architecture/ambient/ztunnel.md (what ztunnel subscribes to); pilot/pkg/model/policyattachment.go.
 */
export const withoutEffectInAmbient: Rule = ({ view, workload, status }) => {
  if (status.mesh !== 'istio-ambient') {
    return [];
  }
  const own = workload.namespace.metadata.name;
  const { rootNamespace } = view.mesh;
  const hasWaypoint = (status.waypoints ?? []).some(
    ({ state }) => state !== 'none',
  );
  return Object.entries(FOR_ENVOY).flatMap(([kind, { does, action }]) =>
    [...new Set([own, rootNamespace])].flatMap(namespace =>
      view.list<ForEnvoy>(kind, namespace).flatMap(object => {
        const { spec = {} } = object;
        const field = spec.workloadSelector ? 'workloadSelector' : 'selector';
        const labels =
          spec.workloadSelector?.labels ?? spec.selector?.matchLabels ?? {};
        const isForAll = Object.keys(labels).length === 0;
        if (
          targetReferences({ spec }).length > 0 ||
          (isForAll && (hasWaypoint || namespace !== own)) ||
          !matchesLabels({ matchLabels: labels }, workload.template.labels)
        ) {
          return [];
        }
        return [
          {
            // What is for a whole namespace does something for others in it, as may be meant.
            severity: isForAll ? 'info' : 'warning',
            object: {
              kind,
              namespace,
              name: object.metadata.name,
              ...(!isForAll && { field: `spec.${field}` }),
            },
            message: `${kind} ${namespace}/${object.metadata.name} does nothing for ${workload.name}. It ${does}, and the pods are in ambient, where ztunnel carries their traffic.`,
            action,
          },
        ];
      }),
    ),
  );
};
