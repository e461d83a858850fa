import { useId } from 'react';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';

/** One of few choices, each with its words. */
export function RadioField<T extends string>(props: {
  label: string;
  choices: Record<T, string>;
  value: T;
  onChange: (value: T) => void;
}) {
  const { label, choices, value, onChange } = props;
  const id = useId();
  const isChoice = (candidate: string): candidate is T => candidate in choices;
  const keys = Object.keys(choices).filter(isChoice);
  return (
    <FormControl component="fieldset" margin="dense" fullWidth>
      <FormLabel component="legend" id={id}>
        {label}
      </FormLabel>
      <RadioGroup
        aria-labelledby={id}
        name={id}
        value={value}
        onChange={(_, next) => isChoice(next) && onChange(next)}
      >
        {keys.map(choice => (
          <FormControlLabel
            key={choice}
            value={choice}
            control={<Radio size="small" color="primary" />}
            label={choices[choice]}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}
