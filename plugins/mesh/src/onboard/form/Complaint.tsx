import FormHelperText from '@material-ui/core/FormHelperText';
import { useDraft } from '../DraftContext';

/** What is wrong with something that is no text field. It can take the focus, as the first invalid field does. */
export function Complaint(props: {
  /** Place in the profile. Complaints about what is within it belong to the fields there. */
  path: string;
}) {
  const error = useDraft().errors[props.path];
  return error === undefined ? null : (
    <FormHelperText error tabIndex={-1} data-complaint="">
      {error}
    </FormHelperText>
  );
}
