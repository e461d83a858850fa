import { useDraft, usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { OptionalPart } from '../form/OptionalPart';
import { countOf } from '../form/countOf';
import { words } from '../form/typed';
import { useOffered } from '../form/useOffered';
import { GatewayFields } from './GatewayFields';
import { IngressApi } from './IngressApi';

/** How requests from outside the cluster come in. */
export function IngressPart() {
  const { canary } = useDraft().draft;
  const [ingress, set] = usePart('ingress');
  const isOffered = useOffered(
    !(canary.isSet && canary.controller === 'flagger'),
    ingress.isSet,
  );
  return (
    <OptionalPart
      title="Ingress"
      path="ingress"
      isSet={ingress.isSet}
      summary={[
        countOf(words(ingress.hosts), 'host'),
        ingress.tlsSecret ? 'TLS' : 'plain HTTP',
      ].join(', ')}
      switchLabel="Let requests in from outside the cluster"
      notOffered={
        isOffered
          ? undefined
          : 'Not beside a canary of Flagger, which writes the routes of gateways itself.'
      }
      onSwitch={isSet => set({ isSet })}
    >
      <IngressApi />
      <FieldGrid>
        <DraftField
          label="Hosts"
          columns={2}
          path="ingress.hosts"
          hint="such as shop.example.com"
          value={ingress.hosts}
          onChange={hosts => set({ hosts })}
        />
        <DraftField
          label="TLS secret"
          path="ingress.tlsSecret"
          hint="at the gateway; empty: plain HTTP"
          value={ingress.tlsSecret}
          onChange={tlsSecret => set({ tlsSecret })}
        />
        <DraftField
          label="Paths that start with"
          path="ingress.pathPrefixes"
          hint="one a line; empty: all"
          multiline
          value={ingress.pathPrefixes}
          onChange={pathPrefixes => set({ pathPrefixes })}
        />
        <GatewayFields />
      </FieldGrid>
    </OptionalPart>
  );
}
