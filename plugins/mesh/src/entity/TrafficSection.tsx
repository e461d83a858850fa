import { ObservedTraffic } from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { formatShare } from '../words/formatNumber';

function mtlsShare(traffic: ObservedTraffic): string {
  const known = traffic.callers.filter(caller => caller.mtls !== undefined);
  const rate = (callers: typeof known) =>
    callers.reduce((sum, caller) => sum + caller.requestsPerSecond, 0);
  const total = rate(known);
  return total > 0
    ? formatShare(rate(known.filter(caller => caller.mtls)) / total)
    : 'Unknown';
}

/** What the metrics saw. No metrics and no traffic are two different answers. */
export function TrafficSection(props: {
  traffic: ObservedTraffic | undefined;
}) {
  const { traffic } = props;
  return (
    <Section title="What does the traffic look like?" level="h3">
      {traffic === undefined && (
        <>
          Unknown: no metrics are configured for this cluster, or they could not
          be read.
        </>
      )}
      {traffic?.callers.length === 0 && (
        <>No traffic was seen in the last {traffic.window}.</>
      )}
      {traffic && traffic.callers.length > 0 && (
        <Facts
          items={[
            ['Window', traffic.window],
            ['Share over mTLS', mtlsShare(traffic)],
            ['Success rate', formatShare(traffic.successRate)],
            ['Answered 403', formatShare(traffic.forbiddenRate)],
            [
              'p99',
              traffic.p99Ms === undefined ? undefined : `${traffic.p99Ms} ms`,
            ],
          ]}
        />
      )}
    </Section>
  );
}
