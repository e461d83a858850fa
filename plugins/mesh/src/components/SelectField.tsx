import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import { Words } from '../words/Tone';

/** Chooses one of the states that a table of words names, or none of them. Native, so that every keyboard and screen reader knows it. */
export function SelectField<T extends string>(props: {
  label: string;
  words: Record<T, Words>;
  value: T | '';
  /** How to call no choice. */
  any: string;
  onChange: (value: T | '') => void;
}) {
  const { label, words, value, any, onChange } = props;
  const isChoice = (candidate: string): candidate is T => candidate in words;
  const choices = Object.keys(words).filter(isChoice);
  return (
    <TextField
      id={useId()}
      select
      label={label}
      size="small"
      value={value}
      SelectProps={{ native: true }}
      InputLabelProps={{ shrink: true }}
      onChange={event =>
        onChange(isChoice(event.target.value) ? event.target.value : '')
      }
    >
      <option value="">{any}</option>
      {choices.map(choice => (
        <option key={choice} value={choice}>
          {words[choice].label}
        </option>
      ))}
    </TextField>
  );
}
