import { describeEvidence } from '../../status/Evidence';
import { MtlsMode } from '../PeerAuthentication';
import { MtlsEvidence, serverMtls } from '../serverMtls';
import { ztunnelMtls } from '../ztunnelMtls';
import { mtlsVerdict } from './mtlsVerdict';
import { policiesOf } from './policiesOf';
import { reachability } from './reachability';
import { MtlsClients, ScopeMtls } from './ScopeMtls';
import { TlsCaller, TlsDestination, TlsEndpoint, TlsMesh } from './TlsQuestion';

/** No Kubernetes name has this form, so it stands for any that no object names. */
export const ANY_NAME = '_any';

/** As `ANY_NAME`, for a namespace that clients are in. */
export const ELSEWHERE = '_elsewhere';

/** No port has this number, so it stands for any that no object names. */
export const ANY_PORT = 0;

/**
 * Puts together what an endpoint accepts and what clients with a sidecar send to it: those in its namespace, those
 * anywhere else, and those in the namespaces that are given, where they do something else.
 */
export function judgeMtls(question: {
  mesh: TlsMesh;
  destination: TlsDestination;
  endpoint: TlsEndpoint;
  /** Namespaces that may have DestinationRules for the destination. */
  namespaces: Iterable<string>;
}): ScopeMtls {
  const { mesh, destination, endpoint, namespaces } = question;
  const policies = policiesOf(mesh, endpoint);
  const { mode: server, decidedBy } = serverMtls(policies, endpoint.port);
  const acceptsPlaintext =
    endpoint.proxy === 'ambient'
      ? ztunnelMtls(policies, endpoint.port).acceptsPlaintext
      : server !== 'STRICT';
  const from = (
    namespace: string,
    where: MtlsClients['where'],
  ): MtlsClients => ({
    where,
    ...(where === 'named' && { namespace }),
    ...clientsIn(namespace, { mesh, destination, endpoint }),
  });
  const elsewhere = from(ELSEWHERE, 'elsewhere');
  const clients = [
    from(destination.namespace, 'own'),
    elsewhere,
    ...[...new Set(namespaces)]
      .filter(namespace => namespace !== destination.namespace)
      .sort()
      .map(namespace => from(namespace, 'named'))
      .filter(named => !doTheSame(named, elsewhere)),
  ];
  return {
    verdict: mtlsVerdict({
      server,
      acceptsPlaintext,
      outcomes: clients.map(({ outcome }) => outcome),
    }),
    reason: `${accepted(server, acceptsPlaintext, decidedBy)} ${clients
      .filter((one, at) => at === 0 || !doTheSame(one, clients[0]))
      .map(describeClients)
      .join(' ')}`,
    server,
    acceptsPlaintext,
    ...(decidedBy && { decidedBy }),
    clients,
  };
}

function clientsIn(
  namespace: string,
  question: {
    mesh: TlsMesh;
    destination: TlsDestination;
    endpoint: TlsEndpoint;
  },
): Omit<MtlsClients, 'where' | 'namespace'> {
  const caller: TlsCaller = { proxy: 'sidecar', namespace };
  const { outcome, reason, client } = reachability({ ...question, caller });
  return {
    sends: client.sends,
    outcome,
    decidedBy: client.decidedBy,
    reason,
    ...(client.decidedBy === 'destination-rule' &&
      client.evidence && { evidence: client.evidence }),
  };
}

function doTheSame(a: MtlsClients, b: MtlsClients): boolean {
  return (
    a.sends === b.sends && a.outcome === b.outcome && a.reason === b.reason
  );
}

function accepted(
  server: MtlsMode,
  acceptsPlaintext: boolean,
  decidedBy: MtlsEvidence | undefined,
): string {
  const both =
    server === 'DISABLE'
      ? 'Only plaintext is accepted'
      : 'mTLS and plaintext are accepted';
  const what = acceptsPlaintext ? both : 'Only mTLS is accepted';
  return decidedBy
    ? `${what}: ${describeEvidence(decidedBy)} says ${server} in ${decidedBy.field}.`
    : `${what}: no PeerAuthentication sets a mode, and the default is PERMISSIVE.`;
}

function describeClients({ where, namespace, reason }: MtlsClients): string {
  const who = {
    own: 'Clients of the same namespace',
    elsewhere: 'Clients of other namespaces',
    named: `Clients in ${namespace}`,
  }[where];
  return `${who}: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}
