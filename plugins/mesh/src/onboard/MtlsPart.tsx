import TextField from '@material-ui/core/TextField';
import { Section } from '../components/Section';
import { useDraft } from './DraftContext';
import { DraftField } from './DraftField';
import { nextKey, PortExceptionDraft } from './ProfileDraft';
import { RadioField } from './RadioField';
import { RowList } from './RowList';

/** Encryption, and the ports that are excepted from it. */
export function MtlsPart() {
  const { draft, change } = useDraft();
  const rows = draft.portExceptions;
  const update = (key: number, part: Partial<PortExceptionDraft>) =>
    change({
      portExceptions: rows.map(row =>
        row.key === key ? { ...row, ...part } : row,
      ),
    });
  return (
    <Section title="Encryption" level="h3">
      <RadioField
        label="Mutual TLS"
        choices={{
          strict: 'Strict: plaintext is refused',
          permissive: 'Permissive: plaintext is accepted too',
        }}
        value={draft.mtlsMode}
        onChange={mtlsMode => change({ mtlsMode })}
      />
      <RowList
        noun="port exception"
        rows={rows}
        onAdd={() =>
          change({
            portExceptions: [
              ...rows,
              { key: nextKey(rows), port: '', mode: 'permissive' },
            ],
          })
        }
        onRemove={key =>
          change({ portExceptions: rows.filter(row => row.key !== key) })
        }
        render={(row, index) => (
          <>
            <DraftField
              path={`mtls.portExceptions.${index}.port`}
              label="Port"
              hint="as the workload listens"
              value={row.port}
              onChange={port => update(row.key, { port })}
            />
            <TextField
              id={`profile.mtls.portExceptions.${index}.mode`}
              select
              label="Accepts"
              size="small"
              value={row.mode}
              SelectProps={{ native: true }}
              onChange={event =>
                update(row.key, {
                  mode:
                    event.target.value === 'disable' ? 'disable' : 'permissive',
                })
              }
            >
              <option value="permissive">mTLS and plaintext</option>
              <option value="disable">plaintext only</option>
            </TextField>
          </>
        )}
      />
    </Section>
  );
}
