import { KubernetesObject } from '../../kubernetes/KubernetesObject';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';

interface BackendRef {
  group?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}
interface Route extends KubernetesObject {
  spec?: { rules?: { backendRefs?: BackendRef[] }[] };
}
interface ReferenceGrant extends KubernetesObject {
  kind: 'ReferenceGrant';
  spec?: {
    from?: { group?: string; kind?: string; namespace?: string }[];
    to?: { group?: string; kind?: string; name?: string }[];
  };
}

/**
 * A route of the Gateway API sends requests to a Service of another namespace that does not allow it.
 *
 * Source: Gateway API, ReferenceGrant.
 */
export const referenceNotGranted: MeshRule = view =>
  view.unreadable('ReferenceGrant')
    ? []
    : ['HTTPRoute', 'GRPCRoute']
        .flatMap(kind => view.listAll<Route>(kind))
        .flatMap(route =>
          (route.spec?.rules ?? []).flatMap(({ backendRefs = [] }, i) =>
            backendRefs.flatMap((backend, j) => {
              const { namespace = namespaceOf(route), name = '' } = backend;
              return namespace === namespaceOf(route) ||
                view
                  .list<ReferenceGrant>('ReferenceGrant', namespace)
                  .some(grant => allows(grant, route, backend))
                ? []
                : [
                    {
                      severity: 'error' as const,
                      object: about(
                        route,
                        `spec.rules[${i}].backendRefs[${j}].name`,
                      ),
                      message: `Namespace ${namespace} does not allow routes of ${namespaceOf(route)} to ${backend.kind ?? 'Service'} ${name}: requests get 500.`,
                      action: `Add a ReferenceGrant to ${namespace}.`,
                    },
                  ];
            }),
          ),
        );

function allows(
  { spec }: ReferenceGrant,
  route: Route,
  { group = '', kind = 'Service', name }: BackendRef,
): boolean {
  return (
    (spec?.from ?? []).some(
      from =>
        from.group === route.apiVersion.split('/')[0] &&
        from.kind === route.kind &&
        from.namespace === namespaceOf(route),
    ) &&
    (spec?.to ?? []).some(
      to =>
        (to.group ?? '') === group &&
        to.kind === kind &&
        (to.name === undefined || to.name === name),
    )
  );
}
