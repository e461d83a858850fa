import { groupBy } from '../groupBy';
import { OutsideCall } from '../status/ObservedTraffic';
import { CONNECTIONS, everyBy, REQUESTS } from './expressions';
import { known } from './known';
import { Matcher } from './promqlSelector';
import { Sample } from './Sample';
import { sum } from './shareOf';
import { sentSeries, TrafficQuery } from './TrafficQuery';

/** What proxies call the hosts that they do not know: those that they refuse, and those that they let through. */
const BLOCKED = 'BlackHoleCluster';
const PASSED = 'PassthroughCluster';

const LABELS = 'destination_service, destination_service_name';

/**
 * Requests and connections per second of a target to hosts that its proxies do not know. The name of the Service says what
 * became of them; of requests the Service is the host that they name.
 *
 * Source: istio pilot/pkg/util/constant.go; tests/integration/telemetry/outboundtrafficpolicy.
 */
export function outsideCallQuery(query: TrafficQuery): string {
  const outside: Matcher = [
    'destination_service_name',
    '=~',
    `${BLOCKED}|${PASSED}`,
  ];
  return [REQUESTS, CONNECTIONS]
    .map(metric => everyBy(LABELS, sentSeries(metric, query, [outside]), query))
    .join(' or ');
}

/** The calls in samples of {@link outsideCallQuery}, the most frequent first. */
export function outsideCalls(samples: readonly Sample[]): OutsideCall[] {
  const groups = groupBy(
    samples.filter(({ value }) => value > 0),
    ({ labels }) =>
      JSON.stringify([hostOf(labels), labels.destination_service_name]),
  );
  return [...groups.values()]
    .map((same): OutsideCall => {
      const [{ labels }] = same;
      const host = hostOf(labels);
      return {
        ...(host !== undefined && { host }),
        blocked: labels.destination_service_name === BLOCKED,
        perSecond: sum(same),
      };
    })
    .sort((a, b) => b.perSecond - a.perSecond);
}

function hostOf({ destination_service }: Sample['labels']): string | undefined {
  const host = known(destination_service);
  return host === undefined || host === BLOCKED || host === PASSED
    ? undefined
    : host.toLowerCase().replace(/:\d+$/, '');
}
