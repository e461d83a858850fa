import { EffectiveVirtualService } from './effectiveVirtualServices';
import { coversHost, hostsOverlap } from './hostNames';

/**
 * The VirtualServices that proxies of a namespace get for a gateway (`mesh` for sidecars), in Istio's order: private ones
 * of the namespace, those exported to it by name, public ones; oldest first within each. Given what a Sidecar resource
 * imports, only those with an imported host that is not excluded.
 *
 * Source: istio pilot/pkg/model/push_context.go, `VirtualServicesForGateway`; virtualservice.go, `SelectVirtualServices`.
 */
export function visibleVirtualServices(
  all: readonly EffectiveVirtualService[],
  proxy: { namespace: string; gateway: string; imports?: HostImports },
): EffectiveVirtualService[] {
  const { namespace, gateway, imports } = proxy;
  const bound = all.filter(({ gateways }) => gateways.includes(gateway));
  const visible = [
    ...bound.filter(
      vs => !isPublic(vs) && vs.namespace === namespace && sees(vs, namespace),
    ),
    ...bound.filter(
      vs => !isPublic(vs) && vs.namespace !== namespace && sees(vs, namespace),
    ),
    ...bound.filter(isPublic),
  ];
  return imports === undefined
    ? visible
    : visible.filter(vs =>
        vs.hosts.some(host => isImported(vs, host, imports)),
      );
}

/** What the egress of a Sidecar lets in, by namespace; `*` is all namespaces. */
export type HostImports = Readonly<
  Record<string, { include: readonly string[]; exclude?: readonly string[] }>
>;

function isImported(
  { namespace }: EffectiveVirtualService,
  host: string,
  imports: HostImports,
): boolean {
  const scopes = [imports[namespace], imports['*']].filter(Boolean);
  return (
    scopes.some(({ include }) =>
      include.some(pattern => hostsOverlap(pattern, host)),
    ) &&
    !scopes.some(({ exclude = [] }) =>
      exclude.some(pattern => coversHost(pattern, host)),
    )
  );
}

function isPublic({ exportTo }: EffectiveVirtualService): boolean {
  return exportTo.has('*');
}

// `~` is seen by nobody, whatever else is listed.
function sees({ exportTo }: EffectiveVirtualService, namespace: string) {
  return exportTo.has(namespace) && !exportTo.has('~');
}
