import { plural } from '../../words/formatNumber';
import { TrafficDraft } from './trafficDraft';

/** What of the traffic policy is set, on one line. */
export function describeTraffic(traffic: TrafficDraft): string {
  const limits = [
    traffic.maxConnections,
    traffic.connectTimeout,
    traffic.idleTimeout,
    traffic.maxPendingRequests,
    traffic.maxRequests,
    traffic.maxRequestsPerConnection,
  ].filter(limit => limit !== '').length;
  const said = [
    ...(traffic.timeout ? [`timeout ${traffic.timeout}`] : []),
    ...(traffic.attempts
      ? [
          `${traffic.attempts} ${traffic.attempts === '1' ? 'retry' : 'retries'}`,
        ]
      : []),
    ...(limits > 0 ? [plural(limits, 'limit')] : []),
    ...(traffic.consecutive5xx ? ['pods that fail are taken out'] : []),
  ];
  return said.join(', ') || 'not set';
}
