import { matchesLabels } from '../../kubernetes/labelSelector';
import { about, MeshRule } from './MeshRule';
import { namespaceOf, SelectingPolicy } from './objects';
import { podsOf } from './podLabels';

const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';
const POLICIES = [
  'AuthorizationPolicy',
  'RequestAuthentication',
  'Telemetry',
  'WasmPlugin',
];

/**
 * A policy picks the pods of a Gateway of the Gateway API, or of a waypoint, by labels. Only a target reference attaches
 * it there.
 *
 * Source: istio pkg/config/analysis/analyzers/k8sgateway/workloadselector.go.
 */
export const selectorOnGateway: MeshRule = view =>
  POLICIES.flatMap(kind => view.listAll<SelectingPolicy>(kind)).flatMap(
    policy => {
      const { selector, targetRef, targetRefs } = policy.spec ?? {};
      if (!selector || targetRef || targetRefs) {
        return [];
      }
      return podsOf(view, namespaceOf(policy))
        .filter(
          ({ labels, pod }) =>
            pod &&
            labels[GATEWAY_NAME] !== undefined &&
            matchesLabels(selector, labels),
        )
        .map(({ labels }) => ({
          severity: 'warning' as const,
          object: about(policy, 'spec.selector'),
          message: `It picks the pods of Gateway ${labels[GATEWAY_NAME]} by labels, which has no effect there.`,
          action: `Attach it with targetRefs: {group: gateway.networking.k8s.io, kind: Gateway, name: ${labels[GATEWAY_NAME]}}.`,
        }));
    },
  );
