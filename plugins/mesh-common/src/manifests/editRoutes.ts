import { isSeq } from 'yaml';
import { ProfileTraffic } from '../profile/Profile';
import { trafficPolicy } from './destinationRule';
import { routePolicy } from './virtualService';
import { nodeAt } from './yamlPlace';
import { mergeEntries } from './yamlText';

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
    (result, _, index) =>
      mergeEntries(
        result,
        { document, path: ['spec', 'http', String(index)] },
        routePolicy(traffic),
      ),
    text,
  );
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
