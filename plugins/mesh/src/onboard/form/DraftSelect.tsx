import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import { useDraft } from '../DraftContext';
import { errorAt } from '../readDraft';
import { Choices, isChoice } from './Choices';

/** One of several choices. Native, so that every keyboard and screen reader knows it. */
export function DraftSelect<T extends string>(props: {
  /** Place in the profile, where it has one of its own. */
  path?: string;
  label: string;
  choices: Choices<T>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { path, label, choices, value, onChange } = props;
  const { errors } = useDraft();
  const error = path && errorAt(errors, path);
  return (
    <TextField
      id={useId()}
      select
      label={label}
      size="small"
      value={value}
      error={Boolean(error)}
      helperText={error}
      SelectProps={{ native: true }}
      onChange={({ target }) =>
        isChoice(choices, target.value) && onChange(target.value)
      }
    >
      {Object.entries<string | undefined>(choices).map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </TextField>
  );
}
