import { Subheading } from '../../components/Subheading';
import { usePart } from '../DraftContext';
import { Complaint } from '../form/Complaint';
import { DraftField } from '../form/DraftField';
import { DraftSelect } from '../form/DraftSelect';
import { FieldGrid } from '../form/FieldGrid';
import { useOffered } from '../form/useOffered';
import { goesOn } from './canaryDraft';
import { MatchDraft } from './matchDraft';

const kinds = {
  nothing: 'None',
  header: 'With a header',
  cookie: 'With a cookie',
};

/** Requests that go to the new version from the first step on. */
export function MatchFields() {
  const [canary, set] = usePart('canary');
  const { match } = canary;
  const { by, name, value } = match;
  const isOffered = useOffered(goesOn(canary), by !== 'nothing');
  const change = (part: Partial<MatchDraft>) =>
    set({ match: { ...match, ...part } });
  return isOffered ? (
    <>
      <Subheading level="h5">
        Requests that always get the new version
      </Subheading>
      <Complaint path="canary.match" />
      <FieldGrid>
        <DraftSelect
          label="Which"
          choices={kinds}
          value={by}
          onChange={next => change({ by: next })}
        />
        {by !== 'nothing' && (
          <>
            <DraftField
              label={by === 'header' ? 'Header' : 'Cookie'}
              path={`canary.match.${by}.name`}
              value={name}
              onChange={next => change({ name: next })}
            />
            <DraftField
              label="Value"
              path={`canary.match.${by}.value`}
              value={value}
              onChange={next => change({ value: next })}
            />
          </>
        )}
      </FieldGrid>
    </>
  ) : null;
}
