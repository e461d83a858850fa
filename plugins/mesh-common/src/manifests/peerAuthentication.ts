import { MtlsMode, PeerAuthentication } from '../istio/PeerAuthentication';
import { managedMetadata } from './managed';

/** A PeerAuthentication for one workload. Ports are those that the workload listens on. */
export function peerAuthentication(of: {
  name: string;
  namespace: string;
  selector: Record<string, string>;
  mode: MtlsMode;
  ports?: readonly { port: number; mode: MtlsMode }[];
}): PeerAuthentication {
  // An exception that says what holds anyway would only make people wonder.
  const exceptions = (of.ports ?? []).filter(({ mode }) => mode !== of.mode);
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: managedMetadata(of),
    spec: {
      selector: { matchLabels: of.selector },
      mtls: { mode: of.mode },
      // The API server refuses an empty map.
      ...(exceptions.length > 0 && {
        portLevelMtls: Object.fromEntries(
          exceptions.map(({ port, mode }) => [String(port), { mode }]),
        ),
      }),
    },
  };
}
