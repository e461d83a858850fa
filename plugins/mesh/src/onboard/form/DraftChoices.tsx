import { useId } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormLabel from '@material-ui/core/FormLabel';

/** Any of several choices. */
export function DraftChoices<T extends string>(props: {
  label: string;
  choices: T[];
  value: T[];
  onChange: (value: T[]) => void;
}) {
  const { label, choices, value, onChange } = props;
  const id = useId();
  return (
    <FormControl component="fieldset" margin="normal" aria-labelledby={id}>
      <FormLabel component="legend" id={id}>
        {label}
      </FormLabel>
      <FormGroup row>
        {choices.map(choice => (
          <FormControlLabel
            key={choice}
            label={choice}
            control={
              <Checkbox
                size="small"
                color="primary"
                checked={value.includes(choice)}
                onChange={(_, checked) =>
                  onChange(
                    checked
                      ? [...value, choice]
                      : value.filter(other => other !== choice),
                  )
                }
              />
            }
          />
        ))}
      </FormGroup>
    </FormControl>
  );
}
