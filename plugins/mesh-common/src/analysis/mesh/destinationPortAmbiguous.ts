import { VirtualService } from '../../delivery/VirtualService';
import { knownHost } from './knownHosts';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { virtualServiceDestinations } from './virtualServiceDestinations';

/**
 * A VirtualService sends requests to a host with several ports and names none of them.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/destinationhosts.go, `checkServiceEntryPorts`.
 */
export const destinationPortAmbiguous: MeshRule = view =>
  view.listAll<VirtualService>('VirtualService').flatMap(object =>
    virtualServiceDestinations(object).flatMap(
      ({ destination: { host = '', port }, field }) => {
        const known = knownHost(view, host, {
          namespace: namespaceOf(object),
          exportTo: object.spec?.exportTo,
        });
        return port?.number !== undefined || !known || known.ports.length < 2
          ? []
          : [
              {
                severity: 'error',
                object: about(object, `${field}.port`),
                message: `Host ${host} has the ports ${known.ports.join(', ')}, and the route names none of them.`,
                action: 'Name the port with destination.port.number.',
              },
            ];
      },
    ),
  );
