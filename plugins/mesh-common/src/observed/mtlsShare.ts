import { fromBestReporter } from './fromBestReporter';
import { Sample } from './Sample';
import { shareOf } from './shareOf';

/**
 * Share of requests or connections that came over mutual TLS, 0 to 1; undefined where no receiver reported any. Senders do
 * not know: their `unknown` is no plaintext. Of a receiver it is: ztunnel never says `none`.
 *
 * @param samples - of `httpSecurity` or `tcpSecurity`, not of both: requests and connections do not add up
 */
export function mtlsShare(samples: readonly Sample[]): number | undefined {
  const received = samples.filter(({ labels }) => labels.reporter !== 'source');
  return shareOf(
    fromBestReporter(received),
    labels => labels.connection_security_policy === 'mutual_tls',
  );
}
