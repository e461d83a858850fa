import { Profile } from './Profile';

/** Ports that mutual TLS is not asked for on: the profile's exceptions, and one that is scraped by anybody. */
export function plaintextPorts({
  mtls,
  metrics,
}: Profile): Profile['mtls']['portExceptions'] {
  const { portExceptions } = mtls;
  return metrics === undefined ||
    metrics.scrapers !== undefined ||
    portExceptions.some(({ port }) => port === metrics.port)
    ? portExceptions
    : [...portExceptions, { port: metrics.port, mode: 'permissive' }];
}
