import { parseAllDocuments } from 'yaml';
import { PeerAuthentication } from '../istio/PeerAuthentication';
import { peerAuthentication } from './peerAuthentication';
import { mergeEntries, removeEntry } from './yamlText';

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
  const { mtls, portLevelMtls } = peerAuthentication(wanted).spec ?? {};
  const spec = { document, path: ['spec'] };
  if (portLevelMtls === undefined) {
    return removeEntry(
      mergeEntries(text, spec, { mtls }),
      spec,
      'portLevelMtls',
    );
  }
  const merged = mergeEntries(text, spec, { mtls, portLevelMtls });
  const said: PeerAuthentication['spec'] =
    parseAllDocuments(merged)[document]?.toJS()?.spec;
  return Object.keys(said?.portLevelMtls ?? {})
    .filter(port => !(port in portLevelMtls))
    .reduce(
      (result, port) =>
        removeEntry(
          result,
          { document, path: ['spec', 'portLevelMtls'] },
          port,
        ),
      merged,
    );
}
