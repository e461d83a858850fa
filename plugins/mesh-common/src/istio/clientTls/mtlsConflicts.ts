import { Evidence } from '../../status/Evidence';
import { ClusterView } from '../../view/ClusterView';
import { PeerAuthentication } from '../PeerAuthentication';
import { MtlsEvidence } from '../serverMtls';
import { meshMtls } from './meshMtls';
import { mtlsContext } from './mtlsContext';
import { namespaceMtls } from './namespaceMtls';
import { MtlsClients, ScopeMtls } from './ScopeMtls';
import { serviceMtls } from './serviceMtls';

/** Clients in the mesh that send what the other side refuses. */
export interface MtlsConflict {
  /** What is called: `mesh` for whatever no object names, a namespace, or a Service as `namespace/name`. */
  scope: string;
  /** Which clients. */
  where: MtlsClients['where'];
  namespace?: string;
  /** In a sentence, both sides. */
  reason: string;
  sends: MtlsClients['sends'];
  mode: ScopeMtls['server'];
  /** The PeerAuthentication that decides what is accepted; absent where the default holds. */
  server?: MtlsEvidence;
  /** The DestinationRule that decides what is sent; absent where none does. */
  client?: Evidence;
}

/**
 * Everywhere in a cluster where clients with a sidecar send what is refused, whoever they are: in the mesh, in each
 * namespace that has PeerAuthentications or DestinationRules about it, and for each Service that these are about. What
 * already holds for the wider scope is not said again.
 */
export function mtlsConflicts(view: ClusterView): MtlsConflict[] {
  const { rules } = mtlsContext(view);
  const said = new Set<string>();
  const fresh = (scope: string, scopes: readonly ScopeMtls[]) =>
    scopes
      .flatMap(found => conflictsIn(scope, found))
      .filter(({ where, namespace, server, client }) => {
        const key = JSON.stringify([where, namespace, server, client]);
        return !said.has(key) && said.add(key);
      });
  const namespaces = new Set([
    ...view
      .listAll<PeerAuthentication>('PeerAuthentication')
      .map(({ metadata }) => metadata.namespace ?? ''),
    ...rules.namespaces,
  ]);
  return [
    ...fresh('mesh', [meshMtls(view)]),
    ...[...namespaces].sort().flatMap(namespace => {
      const found = namespaceMtls(view, namespace);
      return [
        ...fresh(namespace, [found]),
        ...found.exceptions.flatMap(exception => {
          if (exception.kind !== 'service') {
            return [];
          }
          const [, name] = exception.service.split('/');
          return fresh(
            exception.service,
            serviceMtls(view, { namespace, name }),
          );
        }),
      ];
    }),
  ];
}

function conflictsIn(
  scope: string,
  { clients, decidedBy, server }: ScopeMtls,
): MtlsConflict[] {
  return clients
    .filter(({ outcome }) => outcome === 'fails')
    .map(({ where, namespace, reason, sends, evidence }) => ({
      scope,
      where,
      ...(namespace !== undefined && { namespace }),
      reason,
      sends,
      mode: server,
      ...(decidedBy && { server: decidedBy }),
      ...(evidence && { client: evidence }),
    }));
}
