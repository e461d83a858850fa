import { about, MeshRule } from './MeshRule';
import { ServiceEntry } from './objects';

/**
 * A port of a ServiceEntry is plain TCP and the entry has no address. Proxies then take all traffic to that port, wherever
 * it is meant to go.
 *
 * Source: istio pkg/config/analysis/analyzers/serviceentry/protocoladdresses.go.
 */
export const addressesRequired: MeshRule = view =>
  view.mesh.allocatesAddresses
    ? []
    : view.listAll<ServiceEntry>('ServiceEntry').flatMap(entry =>
        entry.spec?.addresses || (entry.status?.addresses ?? []).length > 0
          ? []
          : (entry.spec?.ports ?? []).flatMap(({ protocol = '', number }, i) =>
              ['', 'TCP'].includes(protocol.toUpperCase())
                ? [
                    {
                      severity: 'warning' as const,
                      object: about(entry, `spec.ports[${i}]`),
                      message: `Port ${number} is plain TCP and the entry has no address, so proxies take traffic to that port of any host.`,
                      action:
                        'Give the entry addresses, or the port a protocol that names the host, such as TLS or HTTP.',
                    },
                  ]
                : [],
            ),
      );
