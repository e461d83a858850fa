import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { OptionalPart } from '../form/OptionalPart';

/** How many requests are traced, and by whom. */
export function TracingPart() {
  const [tracing, set] = usePart('tracing');
  return (
    <OptionalPart
      title="Tracing"
      path="tracing"
      isSet={tracing.isSet}
      summary={
        tracing.samplingPercent
          ? `${tracing.samplingPercent} % of requests`
          : 'no share yet'
      }
      switchLabel="Choose how many requests are traced"
      onSwitch={isSet => set({ isSet })}
    >
      <FieldGrid>
        <DraftField
          label="Traced requests (%)"
          path="tracing.samplingPercent"
          value={tracing.samplingPercent}
          onChange={samplingPercent => set({ samplingPercent })}
        />
        <DraftField
          label="Provider"
          path="tracing.provider"
          hint="of the mesh; empty: its default"
          value={tracing.provider}
          onChange={provider => set({ provider })}
        />
      </FieldGrid>
    </OptionalPart>
  );
}
