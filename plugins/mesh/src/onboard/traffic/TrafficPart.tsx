import { Subheading } from '../../components/Subheading';
import { usePart } from '../DraftContext';
import { DraftChoices } from '../form/DraftChoices';
import { FieldGrid } from '../form/FieldGrid';
import { FoldedPart } from '../form/FoldedPart';
import { ConnectionFields } from './ConnectionFields';
import { describeTraffic } from './describeTraffic';
import { TrafficField } from './TrafficField';

/** Timeouts, retries and circuit breaking. What is left empty is left to the mesh. */
export function TrafficPart() {
  const [traffic, set] = usePart('traffic');
  return (
    <FoldedPart
      title="Traffic policy"
      path="traffic"
      summary={describeTraffic(traffic)}
    >
      <FieldGrid>
        <TrafficField name="timeout" />
      </FieldGrid>
      <Subheading level="h5">Retries</Subheading>
      <FieldGrid>
        <TrafficField name="attempts" />
        <TrafficField name="perTryTimeout" />
      </FieldGrid>
      <DraftChoices
        label="Try again on (none: what Istio does by itself)"
        choices={[
          '5xx',
          'gateway-error',
          'reset',
          'connect-failure',
          'refused-stream',
          'retriable-4xx',
          'unavailable',
          'cancelled',
        ]}
        value={traffic.retryOn}
        onChange={retryOn => set({ retryOn })}
      />
      <Subheading level="h5">Connections</Subheading>
      <ConnectionFields />
      <Subheading level="h5">Pods that fail</Subheading>
      <FieldGrid>
        <TrafficField name="consecutive5xx" />
        <TrafficField name="ejectionTime" />
        <TrafficField name="interval" />
        <TrafficField name="maxEjectionPercent" />
      </FieldGrid>
    </FoldedPart>
  );
}
