import { serverFirstDelay } from '../istio/clientTls';
import { ServicePort } from '../kubernetes/KubernetesObject';
import { callsInPlaintext } from '../status/callsInPlaintext';
import { protocolWord } from '../status/protocolWord';
import { listeningPort, protocolOf } from '../status/workloadPorts';
import { PortMtls } from '../status/TargetStatus';
import { Rule } from './Rule';

/** By the numbers that are usual, and by the word with which names of ports begin. */
const PROTOCOLS: { ports: number[]; word: string; name: string }[] = [
  { ports: [21], word: 'ftp', name: 'FTP' },
  { ports: [22], word: 'ssh', name: 'SSH' },
  { ports: [25, 587], word: 'smtp', name: 'SMTP' },
  { ports: [110], word: 'pop3', name: 'POP3' },
  { ports: [143], word: 'imap', name: 'IMAP' },
  { ports: [3306], word: 'mysql', name: 'MySQL' },
];

const BY_NUMBER = new Map<number | undefined, string>(
  PROTOCOLS.flatMap(({ ports, name }) =>
    ports.map((port): [number, string] => [port, name]),
  ),
);
const BY_WORD = new Map(PROTOCOLS.map(({ word, name }) => [word, name]));

/**
 * A protocol in which the server speaks first, where a proxy waits for the client to do so: the connection stands still until a
 * timeout. It does where nothing names the protocol of the port, and where plaintext is let in beside mTLS.
 *
 * Source: istio tests/integration/pilot/common/routing.go, `serverFirstTestCases`; Istio's documentation of protocol selection.
 */
export const serverSpeaksFirst: Rule = ({ workload, status }) => {
  if (status.mesh !== 'istio-sidecar') {
    return [];
  }
  return workload.services.flatMap(({ metadata, spec }) =>
    (spec?.ports ?? []).flatMap((port, at) => {
      const listening = listeningPort(workload, port);
      const protocol = serverFirst(port, listening);
      const accepts =
        protocol && status.ports.find(one => one.port === listening)?.accepts;
      if (!accepts) {
        return [];
      }
      const inPlaintext = status.access.callers.filter(callsInPlaintext);
      const declared = protocolOf(port) !== 'unknown';
      const delay = serverFirstDelay({
        protocolDeclared: declared,
        callerHasSidecar: inPlaintext.length === 0,
        sends: inPlaintext.length === 0 ? 'mtls' : 'plaintext',
        mode: modeOf(accepts),
      });
      return delay === undefined
        ? []
        : [
            {
              severity: 'warning' as const,
              object: {
                kind: 'Service',
                namespace: metadata.namespace,
                name: metadata.name,
                field: `spec.ports[${at}].${declared ? 'port' : 'name'}`,
                value: declared ? String(port.port) : port.name,
              },
              message: `Port ${port.port} seems to be ${protocol}, where the server speaks first, and a proxy waits for the client: ${
                declared
                  ? `${inPlaintext.map(({ caller }) => caller.label).join(', ')} ${inPlaintext.length === 1 ? 'comes' : 'come'} in plaintext, which the port takes beside mTLS.`
                  : 'nothing says what the port speaks.'
              }`,
              action: declared
                ? 'Take these callers onto the mesh and require mTLS for the port, or set DISABLE for it in a PeerAuthentication.'
                : 'Name the port tcp-…, or set appProtocol: tcp.',
            },
          ];
    }),
  );
};

function serverFirst(
  port: ServicePort,
  listening: number | undefined,
): string | undefined {
  return (
    BY_NUMBER.get(port.port) ??
    BY_NUMBER.get(listening) ??
    BY_WORD.get(protocolWord(port))
  );
}

function modeOf(accepts: PortMtls['accepts']) {
  return (
    {
      'mtls-only': 'STRICT',
      'mtls-and-plaintext': 'PERMISSIVE',
      'plaintext-only': 'DISABLE',
      unknown: undefined,
    } as const
  )[accepts];
}
