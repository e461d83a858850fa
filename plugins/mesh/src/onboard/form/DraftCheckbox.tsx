import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { Complaint } from './Complaint';

/** A yes or no. */
export function DraftCheckbox(props: {
  /** Place in the profile, where it has one of its own. */
  path?: string;
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { path, label, checked, onChange } = props;
  return (
    <FormControl fullWidth>
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            size="small"
            color="primary"
            checked={checked}
            onChange={event => onChange(event.target.checked)}
          />
        }
      />
      {path && <Complaint path={path} />}
    </FormControl>
  );
}
