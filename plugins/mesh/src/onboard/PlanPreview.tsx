import { FormEvent, useId, useState } from 'react';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { Plan, PlanRequest } from '@onmesh/plugin-mesh-common';
import { useNavigate } from 'react-router-dom';
import { ErrorNotice } from '../components/ErrorNotice';
import { Section } from '../components/Section';
import { RiskText } from '../plan/RiskText';
import { StageDetail } from '../plan/StageDetail';
import { StageStepper } from '../plan/StageStepper';
import { useSubmit } from '../queries/useSubmit';
import { focusHeading } from '../request/useHeadingFocus';
import { requestRouteRef } from '../routes';

/** What it takes, whom it touches, and the button that asks for it. */
export function PlanPreview(props: {
  input: PlanRequest;
  plan: Plan;
  planHash: string;
}) {
  const { input, plan, planHash } = props;
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = useSubmit();
  const navigate = useNavigate();
  const requestRoute = useRouteRef(requestRouteRef);

  const send = (event: FormEvent) => {
    event.preventDefault();
    submit.mutate(
      { ...input, planHash, ...(reason.trim() && { reason: reason.trim() }) },
      {
        onSuccess: ({ request }) =>
          navigate(requestRoute({ id: request.id }), { state: focusHeading }),
      },
    );
  };

  if (plan.stages.length === 0) {
    return (
      <Section title="Plan" level="h2">
        <Typography>
          The repository already says so: there is nothing to change.
        </Typography>
      </Section>
    );
  }
  return (
    <Section title="Plan" level="h2">
      <RiskText plan={plan} />
      <Typography paragraph>
        Each stage is one pull request. The next one is opened only when the
        gates of the last one hold.
      </Typography>
      <StageStepper
        stages={plan.stages}
        render={stage => <StageDetail stage={stage} />}
      />
      <Box component="form" onSubmit={send}>
        <TextField
          id={`${id}-reason`}
          label="Reason, for the reviewer (optional)"
          fullWidth
          multiline
          value={reason}
          onChange={event => setReason(event.target.value)}
        />
        {submit.error && (
          <ErrorNotice
            title="Could not submit the request"
            error={submit.error}
          />
        )}
        <Box mt={2}>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={submit.isPending || submit.isSuccess}
          >
            Submit for approval
          </Button>
        </Box>
      </Box>
    </Section>
  );
}
