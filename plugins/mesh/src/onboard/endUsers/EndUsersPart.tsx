import { useDraft, usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { OptionalPart } from '../form/OptionalPart';
import { useOffered } from '../form/useOffered';

/** Whose tokens count, for callers that have to bring one. */
export function EndUsersPart() {
  const { access } = useDraft().draft;
  const [endUsers, set] = usePart('endUsers');
  const isOffered = useOffered(access === 'closed', endUsers.isSet);
  return (
    <OptionalPart
      title="End users"
      path="endUsers"
      isSet={endUsers.isSet}
      summary={endUsers.issuer || 'no issuer yet'}
      switchLabel="Check tokens of end users"
      notOffered={
        isOffered
          ? undefined
          : 'Access is open, so nobody is asked for a token.'
      }
      onSwitch={isSet => set({ isSet })}
    >
      <FieldGrid>
        <DraftField
          label="Issuer"
          columns={2}
          path="endUsers.issuer"
          hint="the iss of the tokens"
          value={endUsers.issuer}
          onChange={issuer => set({ issuer })}
        />
        <DraftField
          label="Keys of the issuer"
          columns={2}
          path="endUsers.jwksUri"
          hint="an https URL"
          value={endUsers.jwksUri}
          onChange={jwksUri => set({ jwksUri })}
        />
        <DraftField
          label="Audiences"
          path="endUsers.audiences"
          hint="one a line, one has to fit; empty: any"
          multiline
          value={endUsers.audiences}
          onChange={audiences => set({ audiences })}
        />
      </FieldGrid>
    </OptionalPart>
  );
}
