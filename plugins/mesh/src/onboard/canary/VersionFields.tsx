import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';

const ways = {
  on: 'step by step to a new one',
  back: 'all to this one',
};

/** Which pods are which, where no controller says so. */
export function VersionFields() {
  const [{ goes, stableVersion, newVersion }, set] = usePart('canary');
  return (
    <FieldGrid>
      <DraftField
        label="Version that serves now"
        path="canary.versions.stable"
        hint="label version of its pods"
        value={stableVersion}
        onChange={next => set({ stableVersion: next })}
      />
      <DraftSelect
        label="Requests go"
        choices={ways}
        value={goes}
        onChange={next => set({ goes: next })}
      />
      {goes === 'on' && (
        <DraftField
          label="Version that is to serve"
          path="canary.versions.canary"
          hint="label version of its pods"
          value={newVersion}
          onChange={next => set({ newVersion: next })}
        />
      )}
    </FieldGrid>
  );
}
