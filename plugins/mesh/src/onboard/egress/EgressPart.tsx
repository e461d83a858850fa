import { useDraft, usePart } from '../DraftContext';
import { DraftCheckbox } from '../form/DraftCheckbox';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { OptionalPart } from '../form/OptionalPart';
import { countOf } from '../form/countOf';
import { words } from '../form/typed';
import { useOffered } from '../form/useOffered';
import { EgressPorts } from './EgressPorts';

/** Hosts outside the cluster that the service calls. */
export function EgressPart() {
  const { mesh } = useDraft().draft;
  const [egress, set] = usePart('egress');
  // ztunnel lets everything out.
  const hasLimit = useOffered(mesh !== 'istio-ambient', egress.onlyListed);
  return (
    <OptionalPart
      title="Egress"
      path="egress"
      isSet={egress.isSet}
      summary={[
        countOf(words(egress.hosts), 'host'),
        ...(egress.onlyListed ? ['no others'] : []),
      ].join(', ')}
      switchLabel="List the hosts outside the cluster that it calls"
      onSwitch={isSet => set({ isSet })}
    >
      <FieldGrid>
        <DraftField
          label="Hosts"
          columns={2}
          path="egress.hosts"
          hint="such as api.bank.example"
          value={egress.hosts}
          onChange={hosts => set({ hosts })}
        />
      </FieldGrid>
      <EgressPorts />
      {hasLimit && (
        <DraftCheckbox
          label="Refuse connections to hosts that the mesh does not know"
          path="egress.onlyListed"
          checked={egress.onlyListed}
          onChange={onlyListed => set({ onlyListed })}
        />
      )}
    </OptionalPart>
  );
}
