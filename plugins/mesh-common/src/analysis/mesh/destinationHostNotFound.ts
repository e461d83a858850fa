import { VirtualService } from '../../delivery/VirtualService';
import { KnownHost, knownHost } from './knownHosts';
import { about, MeshRule } from './MeshRule';
import { namespaceOf } from './objects';
import { virtualServiceDestinations } from './virtualServiceDestinations';

/**
 * A VirtualService sends requests to a host, or a port of one, that does not exist.
 *
 * Source: istio pkg/config/analysis/analyzers/virtualservice/destinationhosts.go.
 */
export const destinationHostNotFound: MeshRule = view =>
  view.listAll<VirtualService>('VirtualService').flatMap(object =>
    virtualServiceDestinations(object).flatMap(
      ({ destination: { host = '', port }, field, mirrors }) => {
        const known = knownHost(view, host, {
          namespace: namespaceOf(object),
          exportTo: object.spec?.exportTo,
        });
        const missing = missingPart(known, host, port?.number);
        return missing === undefined
          ? []
          : [
              {
                severity: 'error',
                object: about(object, field),
                message: mirrors
                  ? `Copies of requests go to ${missing}, which does not exist: they are lost.`
                  : `Requests go to ${missing}, which does not exist: callers get 503.`,
                action:
                  'Correct the name, or add the Service or ServiceEntry. A short name is looked up in the namespace of the VirtualService.',
              },
            ];
      },
    ),
  );

function missingPart(
  known: KnownHost | undefined,
  host: string,
  port: number | undefined,
): string | undefined {
  if (!known) {
    return `host ${host}`;
  }
  return port === undefined || known.ports.includes(port)
    ? undefined
    : `port ${port} of host ${host}`;
}
