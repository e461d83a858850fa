import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';

interface Condition {
  type?: string;
  status?: string;
  reason?: string;
  message?: string;
}
interface WithConditions extends KubernetesObject {
  status?: {
    conditions?: Condition[];
    parents?: { conditions?: Condition[] }[];
  };
}

const ROUTE = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** Conditions that must not be False, by kind. */
const CONDITIONS: Record<string, readonly string[]> = {
  Service: ['istio.io/WaypointBound'],
  ServiceEntry: ['istio.io/WaypointBound'],
  WorkloadEntry: ['istio.io/WaypointBound'],
  AuthorizationPolicy: ['ZtunnelAccepted', 'WaypointAccepted'],
  Gateway: ROUTE,
  HTTPRoute: ROUTE,
  GRPCRoute: ROUTE,
};

/**
 * The mesh itself says of an object that it cannot do what it asks.
 *
 * Source: istio pkg/config/analysis/analyzers/conditions/conditions.go.
 */
export const failingCondition: MeshRule = view =>
  Object.entries(CONDITIONS).flatMap(([kind, types]) =>
    view
      .listAll<WithConditions>(kind)
      .filter(
        ({ apiVersion }) =>
          !apiVersion.startsWith('networking.istio.io/') || kind !== 'Gateway',
      )
      .flatMap(object =>
        conditionsOf(object)
          .filter(condition => isFailing(kind, types, condition))
          .map(({ type, reason, message }) => ({
            severity: 'warning' as const,
            object: about(object, 'status.conditions'),
            message: `The mesh says ${type}: ${[reason, message].filter(Boolean).join(', ')}.`,
            action: 'Correct what it names.',
          })),
      ),
  );

function conditionsOf({ status = {} }: WithConditions): Condition[] {
  return [
    ...(status.conditions ?? []),
    ...(status.parents ?? []).flatMap(({ conditions = [] }) => conditions),
  ];
}

function isFailing(
  kind: string,
  types: readonly string[],
  { type = '', status, reason }: Condition,
): boolean {
  return (
    (types.includes(type) && status === 'False') ||
    (kind === 'AuthorizationPolicy' &&
      type === 'WaypointAccepted' &&
      reason === 'PartiallyInvalid')
  );
}
