import { about, MeshRule } from './MeshRule';
import { istioGateways } from './objects';

/** A server of a Gateway has one host twice, perhaps in different case. The second is left out. */
export const gatewayHostRepeated: MeshRule = view =>
  istioGateways(view).flatMap(gateway =>
    (gateway.spec?.servers ?? []).flatMap(({ hosts = [] }, i) =>
      hosts.flatMap((host, j) =>
        hosts.findIndex(other => other.toLowerCase() === host.toLowerCase()) ===
        j
          ? []
          : [
              {
                severity: 'warning' as const,
                object: about(gateway, `spec.servers[${i}].hosts[${j}]`),
                message: `The server has the host ${host} already; names of hosts are the same in any case.`,
                action: 'Delete it.',
              },
            ],
      ),
    ),
  );
