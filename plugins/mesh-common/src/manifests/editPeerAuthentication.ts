import { parseAllDocuments } from 'yaml';
import { PeerAuthentication } from '../istio/PeerAuthentication';
import { peerAuthentication } from './peerAuthentication';
import { removeEntry, setEntry } from './yamlText';

/**
 * Makes a PeerAuthentication that people wrote say another mode, within the text of its file. Name, selector, comments
 * and whatever else it says stay.
 *
 * @throws YamlEditError
 */
export function editPeerAuthentication(
  text: string,
  document: number,
  wanted: Parameters<typeof peerAuthentication>[0],
): string {
  const now: PeerAuthentication['spec'] =
    parseAllDocuments(text)[document]?.toJS()?.spec ?? {};
  const want = peerAuthentication(wanted).spec;
  const spec = { document, path: ['spec'] };
  const ports = Object.entries(want?.portLevelMtls ?? {});
  let edited = text;

  if (now?.mtls === undefined || now.mtls === null) {
    edited = setEntry(edited, spec, 'mtls', { mode: wanted.mode });
  } else if (now.mtls.mode !== wanted.mode) {
    edited = setEntry(edited, at('mtls'), 'mode', wanted.mode);
  }
  if (now?.portLevelMtls === undefined) {
    return ports.length === 0
      ? edited
      : setEntry(edited, spec, 'portLevelMtls', Object.fromEntries(ports));
  }
  if (ports.length === 0) {
    return removeEntry(edited, spec, 'portLevelMtls');
  }
  for (const [port, { mode = 'UNSET' }] of ports) {
    const existing = now.portLevelMtls[port];
    if (existing === undefined) {
      edited = setEntry(edited, at('portLevelMtls'), port, { mode });
    } else if (existing.mode !== mode) {
      edited = setEntry(edited, at('portLevelMtls', port), 'mode', mode);
    }
  }
  return Object.keys(now.portLevelMtls)
    .filter(port => !ports.some(([wantedPort]) => wantedPort === port))
    .reduce(
      (result, port) => removeEntry(result, at('portLevelMtls'), port),
      edited,
    );

  function at(...path: string[]) {
    return { document, path: ['spec', ...path] };
  }
}
