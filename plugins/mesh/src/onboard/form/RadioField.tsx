import { useId } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { Choices, isChoice } from './Choices';
import { Complaint } from './Complaint';

/** One of few choices, all in sight. */
export function RadioField<T extends string>(props: {
  path: string;
  label: string;
  choices: Choices<T>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { path, label, choices, value, onChange } = props;
  const id = useId();
  return (
    <FormControl component="fieldset" margin="dense" fullWidth>
      <FormLabel component="legend" id={id}>
        {label}
      </FormLabel>
      <RadioGroup
        aria-labelledby={id}
        name={id}
        value={value}
        onChange={(_, next) => isChoice(choices, next) && onChange(next)}
      >
        {Object.entries<string | undefined>(choices).map(([choice, words]) => (
          <FormControlLabel
            key={choice}
            value={choice}
            control={<Radio size="small" color="primary" />}
            label={words}
          />
        ))}
      </RadioGroup>
      <Complaint path={path} />
    </FormControl>
  );
}
