import Typography from '@material-ui/core/Typography';
import { Section } from '../../components/Section';
import { useDraft } from '../DraftContext';
import { RadioField } from '../form/RadioField';
import { RowList } from '../form/RowList';
import { newCaller } from './callerDraft';
import { CallerRow } from './CallerRow';

/** Who may call. */
export function CallersPart() {
  const { draft, change } = useDraft();
  const { access, callers } = draft;
  return (
    <Section title="Who may call" level="h3">
      <RadioField
        label="Access"
        path="access"
        choices={{
          closed: 'Closed: only these callers may call',
          open: 'Open: anyone may call',
        }}
        value={access}
        onChange={next => change({ access: next })}
      />
      {access === 'closed' && callers.length === 0 && (
        <Typography paragraph>
          No caller is listed, so nobody may call this service.
        </Typography>
      )}
      <RowList
        noun="caller"
        path="callers"
        rows={callers}
        blank={newCaller}
        onChange={next => change({ callers: next })}
        render={(caller, index, update) => (
          <CallerRow
            caller={caller}
            path={`callers.${index}`}
            onChange={update}
          />
        )}
      />
    </Section>
  );
}
