import { useId } from 'react';
import Box from '@material-ui/core/Box';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { SelectField } from '../components/SelectField';
import { fleetMtlsWords } from '../words/fleetWords';
import { enrolmentWords } from '../words/statusWords';
import { FleetFilter } from './filterFleet';

/** Narrows the fleet table, and says how many services are left. */
export function FleetFilters(props: {
  filter: FleetFilter;
  onChange: (filter: FleetFilter) => void;
  shown: number;
  total: number;
}) {
  const { filter, onChange, shown, total } = props;
  const id = useId();
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" gridGap={16} mb={2}>
      <TextField
        id={`${id}-text`}
        label="Name, owner, namespace or cluster"
        type="search"
        size="small"
        style={{ minWidth: 260 }}
        value={filter.text}
        onChange={event => onChange({ ...filter, text: event.target.value })}
      />
      <SelectField
        label="State"
        any="All states"
        words={enrolmentWords}
        value={filter.enrolment}
        onChange={enrolment => onChange({ ...filter, enrolment })}
      />
      <SelectField
        label="mTLS"
        any="All"
        words={fleetMtlsWords}
        value={filter.mtls}
        onChange={mtls => onChange({ ...filter, mtls })}
      />
      <FormControlLabel
        label="With findings only"
        control={
          <Checkbox
            color="primary"
            checked={filter.withFindings}
            onChange={event =>
              onChange({ ...filter, withFindings: event.target.checked })
            }
          />
        }
      />
      <Typography aria-live="polite">
        {shown} of {total} services
      </Typography>
    </Box>
  );
}
