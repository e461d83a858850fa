import { FormEvent, ReactNode, useId, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { Plan } from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { RiskText } from './RiskText';
import { StageDetail } from './StageDetail';
import { StageStepper } from './StageStepper';

/** What it takes, whom it touches, and the button that asks for it. */
export function PlanReview(props: {
  plan: Plan;
  reasonLabel: string;
  reasonIsRequired?: boolean;
  /** Of the request for approval. */
  submission: { isPending: boolean; isSuccess: boolean; error: Error | null };
  /** Other buttons beside the one that submits. */
  buttons?: ReactNode;
  /** @param reason - trimmed; empty when none was given */
  onSubmit: (reason: string) => void;
}) {
  const { plan, reasonLabel, reasonIsRequired = false, submission } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const isMissing = reasonIsRequired && reason.trim() === '';

  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isMissing) {
      document.getElementById(`${id}-reason`)?.focus();
    } else {
      props.onSubmit(reason.trim());
    }
  };

  if (plan.stages.length === 0) {
    return (
      <>
        <Typography paragraph>
          The repository already says so: there is nothing to change.
        </Typography>
        {props.buttons}
      </>
    );
  }
  return (
    <>
      <RiskText plan={plan} />
      <Typography paragraph>
        Each stage is one pull request. The next one is opened only when the
        gates of the last one hold.
      </Typography>
      <StageStepper
        stages={plan.stages}
        render={stage => <StageDetail stage={stage} />}
      />
      <form onSubmit={send} noValidate>
        <TextField
          id={`${id}-reason`}
          label={reasonLabel}
          fullWidth
          multiline
          required={reasonIsRequired}
          value={reason}
          error={tried && isMissing}
          helperText={tried && isMissing ? 'Say why.' : undefined}
          onChange={event => setReason(event.target.value)}
        />
        {submission.error && (
          <ErrorNotice
            title="Could not submit the request"
            error={submission.error}
          />
        )}
        <Box mt={2} display="flex" flexWrap="wrap" gridGap={8}>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={submission.isPending || submission.isSuccess}
          >
            Submit for approval
          </Button>
          {props.buttons}
        </Box>
      </form>
    </>
  );
}
