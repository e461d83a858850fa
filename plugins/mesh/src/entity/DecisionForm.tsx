import { FormEvent, useId, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { TargetStatus } from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { Subheading } from '../components/Subheading';
import { useDecision } from '../queries/useDecision';
import { DecisionAnswer } from './DecisionAnswer';
import { readQuestion } from './readQuestion';

/** Would this request be allowed? */
export function DecisionForm(props: {
  entityRef: string;
  status: TargetStatus;
}) {
  const { entityRef, status } = props;
  const id = useId();
  const decision = useDecision();
  const [draft, setDraft] = useState({
    from: '',
    port: '',
    method: '',
    path: '',
    headers: '',
  });
  const [tried, setTried] = useState(false);
  const question = readQuestion(draft);
  const errors = tried ? question.errors : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (question.value) {
      decision.mutate({ entityRef, target: status.target, ...question.value });
    }
  };

  const field = (
    name: keyof typeof draft,
    label: string,
    hint: string,
    multiline = false,
  ) => (
    <TextField
      id={`${id}-${name}`}
      multiline={multiline}
      label={label}
      size="small"
      value={draft[name]}
      error={Boolean(errors[name])}
      helperText={errors[name] ?? hint}
      onChange={event => setDraft({ ...draft, [name]: event.target.value })}
    />
  );

  return (
    <form onSubmit={submit} noValidate>
      <Subheading>Would this request be allowed?</Subheading>
      <Box display="flex" flexWrap="wrap" gridGap={16} my={1}>
        {field('from', 'Caller', 'namespace/service account; empty: plaintext')}
        {field('port', 'Port', 'as the workload listens')}
        {field('method', 'Method', 'such as GET')}
        {field('path', 'Path', 'such as /orders')}
        {field('headers', 'Headers', 'name: value, one a line', true)}
      </Box>
      <Button type="submit" variant="outlined" disabled={decision.isPending}>
        Ask
      </Button>
      <div aria-live="polite">
        {decision.data && <DecisionAnswer decision={decision.data} />}
      </div>
      {decision.error && (
        <ErrorNotice
          title="Could not decide about this request"
          error={decision.error}
        />
      )}
    </form>
  );
}
