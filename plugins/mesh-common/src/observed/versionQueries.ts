import { DURATIONS, quantileBy, rateBy, REQUESTS } from './expressions';
import { ServiceQuery, serviceSeries } from './TrafficQuery';

/** Requests per second to a Service by reporter, version and response code, as a canary is judged by. */
export function versionCodes(query: ServiceQuery): string {
  return rateBy(
    'reporter, destination_version, response_code',
    serviceSeries(REQUESTS, query),
    query,
  );
}

/** 99th percentile of the request duration in milliseconds, by reporter and version. */
export function versionP99(query: ServiceQuery): string {
  return quantileBy(
    'reporter, destination_version',
    serviceSeries(DURATIONS, query),
    query,
  );
}
