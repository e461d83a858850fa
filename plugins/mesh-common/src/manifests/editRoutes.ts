import { isMap, isSeq } from 'yaml';
import { ProfileTraffic } from '../profile/Profile';
import { trafficPolicy } from './destinationRule';
import { routePolicy } from './virtualService';
import { nodeAt, YamlPlace } from './yamlPlace';
import { mergeEntries, removeEntry } from './yamlText';

/**
 * Sets timeout and retries on every route of a VirtualService that people wrote, within the text of its file.
 *
 * @throws YamlEditError
 */
export function editVirtualService(
  text: string,
  document: number,
  traffic: ProfileTraffic,
): string {
  const routes = nodeAt(text, { document, path: ['spec', 'http'] });
  return (isSeq(routes) ? routes.items : []).reduce<string>(
    (result, _, index) => {
      const path = ['spec', 'http', String(index)];
      const merged = mergeEntries(
        result,
        { document, path },
        routePolicy(traffic),
      );
      return traffic.retries?.attempts === 0
        ? withAttemptsOnly(merged, { document, path: [...path, 'retries'] })
        : merged;
    },
    text,
  );
}

/** Without attempts istiod refuses everything else that is said about them. */
function withAttemptsOnly(text: string, place: YamlPlace): string {
  const retries = nodeAt(text, place);
  return (isMap(retries) ? retries.items : [])
    .map(({ key }) => String(key))
    .filter(key => key !== 'attempts')
    .reduce((result, key) => removeEntry(result, place, key), text);
}

/**
 * Sets the limits on connections of a DestinationRule that people wrote, within the text of its file.
 *
 * @throws YamlEditError
 */
export function editDestinationRule(
  text: string,
  document: number,
  traffic: ProfileTraffic,
): string {
  return mergeEntries(
    text,
    { document, path: ['spec'] },
    { trafficPolicy: trafficPolicy(traffic) },
  );
}
