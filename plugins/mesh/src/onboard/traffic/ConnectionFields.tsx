import { useDraft } from '../DraftContext';
import { FieldGrid } from '../form/FieldGrid';
import { useOffered } from '../form/useOffered';
import { TrafficField } from './TrafficField';

/** How many connections and requests callers may have under way. */
export function ConnectionFields() {
  const { traffic, canary } = useDraft().draft;
  // Flagger writes the DestinationRule, and its own schema lacks these two.
  const isOurs = !(canary.isSet && canary.controller === 'flagger');
  const hasLimit = useOffered(isOurs, traffic.maxConnections !== '');
  const hasTimeout = useOffered(isOurs, traffic.connectTimeout !== '');
  return (
    <FieldGrid>
      {hasLimit && <TrafficField name="maxConnections" />}
      {hasTimeout && <TrafficField name="connectTimeout" />}
      <TrafficField name="idleTimeout" />
      <TrafficField name="maxPendingRequests" />
      <TrafficField name="maxRequests" />
      <TrafficField name="maxRequestsPerConnection" />
    </FieldGrid>
  );
}
