import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { Section } from '../components/Section';
import { sourceWords } from '../words/statusWords';
import { useDraft } from './DraftContext';
import { DraftField } from './DraftField';
import { CallerDraft, nextKey } from './ProfileDraft';
import { RadioField } from './RadioField';
import { RowList } from './RowList';

/** Who may call. */
export function AccessPart() {
  const { draft, errors, change } = useDraft();
  const rows = draft.callers;
  const update = (key: number, part: Partial<CallerDraft>) =>
    change({
      callers: rows.map(row => (row.key === key ? { ...row, ...part } : row)),
    });
  const field = (
    row: CallerDraft,
    index: number,
    name: 'namespace' | 'serviceAccount' | 'methods' | 'paths' | 'ports',
    label: string,
    hint?: string,
  ) => (
    <DraftField
      path={`callers.${index}.${name}`}
      label={label}
      hint={hint}
      value={row[name]}
      onChange={value => update(row.key, { [name]: value })}
    />
  );
  return (
    <Section title="Who may call" level="h3">
      <RadioField
        label="Access"
        choices={{
          closed: 'Closed: only these callers may call',
          open: 'Open: anyone may call',
        }}
        value={draft.access}
        onChange={access => change({ access })}
      />
      {draft.access === 'closed' && rows.length === 0 && (
        <Typography paragraph>
          No caller is listed, so nobody may call this service.
        </Typography>
      )}
      {errors.callers && (
        <Typography color="error">Callers: {errors.callers}</Typography>
      )}
      <RowList
        noun="caller"
        rows={rows}
        onAdd={() =>
          change({
            callers: [
              ...rows,
              {
                key: nextKey(rows),
                namespace: '',
                serviceAccount: '',
                methods: '',
                paths: '',
                ports: '',
                source: 'manual',
              },
            ],
          })
        }
        onRemove={key =>
          change({ callers: rows.filter(row => row.key !== key) })
        }
        render={(row, index) => (
          <>
            <Chip
              size="small"
              variant="outlined"
              label={`From: ${sourceWords[row.source]}`}
              title={row.entityRef}
            />
            {field(row, index, 'namespace', 'Namespace')}
            {field(row, index, 'serviceAccount', 'Service account')}
            {field(row, index, 'methods', 'Methods', 'empty: all')}
            {field(row, index, 'paths', 'Paths', 'empty: all; /orders/*')}
            {field(row, index, 'ports', 'Ports', 'empty: all')}
          </>
        )}
      />
    </Section>
  );
}
