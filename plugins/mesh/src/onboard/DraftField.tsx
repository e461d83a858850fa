import TextField from '@material-ui/core/TextField';
import { useDraft } from './DraftContext';
import { errorAt } from './readDraft';

/** A text field of the form. `path` is its place in the profile, so that a complaint finds its field. */
export function DraftField(props: {
  path: string;
  label: string;
  value: string;
  hint?: string;
  onChange: (value: string) => void;
}) {
  const { path, label, value, hint, onChange } = props;
  const error = errorAt(useDraft().errors, path);
  return (
    <TextField
      id={`profile.${path}`}
      label={label}
      size="small"
      style={{ flex: '1 1 120px', minWidth: 120, maxWidth: 260 }}
      value={value}
      error={error !== undefined}
      helperText={error ?? hint}
      onChange={event => onChange(event.target.value)}
    />
  );
}
