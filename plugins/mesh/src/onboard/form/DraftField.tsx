import { useId, useRef } from 'react';
import TextField from '@material-ui/core/TextField';
import { useDraft } from '../DraftContext';
import { errorAt } from '../readDraft';
import { columnsWide } from './FieldGrid';

/** A text field of the form. `path` is its place in the profile, so that a complaint finds its field. */
export function DraftField(props: {
  path: string;
  label: string;
  value: string;
  hint?: string;
  /** For long texts, and for lists with one item a line. */
  multiline?: boolean;
  /** For texts that are longer than a field. */
  columns?: number;
  onChange: (value: string) => void;
}) {
  const { path, label, value, hint, multiline, columns, onChange } = props;
  const error = errorAt(useDraft().errors, path);
  const before = useRef(value);
  // Spaces that came along with a copied text are never meant, and some fields take them for a part of it.
  const tidy = () => {
    const tidied = value
      .split('\n')
      .map(line => line.trim())
      .join('\n');
    if (value !== before.current && value !== tidied) {
      onChange(tidied);
    }
  };
  return (
    <TextField
      id={useId()}
      label={label}
      size="small"
      style={columns ? { width: columnsWide(columns) } : undefined}
      multiline={multiline}
      value={value}
      error={error !== undefined}
      helperText={error ?? hint}
      onFocus={() => {
        before.current = value;
      }}
      onBlur={tidy}
      onChange={event => onChange(event.target.value)}
    />
  );
}
