import { useRef, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  OnboardingRequest,
  RequestAction,
  unknownGates,
} from '@onmesh/plugin-mesh-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { useRequestAction } from '../queries/useRequestAction';
import { actionWords } from '../words/requestWords';
import { ReasonDialog } from './ReasonDialog';
import { TakeBackPanel } from './TakeBackPanel';
import { actionBody } from './actionBody';

const positive: RequestAction[] = ['approve', 'merge', 'propose-again'];

/** Actions that ask why. */
const questions: {
  action: RequestAction;
  title: string;
  label: string;
  confirm: string;
}[] = [
  {
    action: 'reject',
    title: 'Reject this request',
    label: 'Reason, for the requester',
    confirm: 'Reject',
  },
  {
    action: 'accept-unknown',
    title: 'Go on without knowing',
    label: 'Why this is safe, for the history',
    confirm: 'Go on',
  },
];
const asksWhy = (name: RequestAction) =>
  questions.some(({ action }) => action === name);

/** What the person may do now. Each action says which version of the request it was decided on. */
export function RequestActions(props: {
  request: OnboardingRequest;
  allowed: RequestAction[];
}) {
  const { request, allowed } = props;
  const action = useRequestAction(request.id);
  const [asking, setAsking] = useState<RequestAction>();
  const [takesBack, setTakesBack] = useState(false);
  const takeBackRef = useRef<HTMLButtonElement>(null);
  const answerRef = useRef<HTMLDivElement>(null);

  const act = (name: RequestAction, reason?: string) => {
    setAsking(undefined);
    action.mutate(
      { action: name, body: actionBody(request, name, reason) },
      // The button that had the focus may be gone; its outcome takes the focus.
      { onSettled: () => answerRef.current?.focus() },
    );
  };

  const mayTakeBack = allowed.includes('take-back');
  const buttons = allowed.filter(name => name !== 'take-back');
  return (
    <Box mb={2}>
      <Box display="flex" flexWrap="wrap" gridGap={8} mb={1}>
        {buttons.map(name => (
          <Button
            key={name}
            variant={positive.includes(name) ? 'contained' : 'outlined'}
            color={positive.includes(name) ? 'primary' : 'default'}
            disabled={action.isPending}
            onClick={() => (asksWhy(name) ? setAsking(name) : act(name))}
          >
            {actionWords[name]}
          </Button>
        ))}
        {mayTakeBack && (
          <Button
            ref={takeBackRef}
            variant="outlined"
            aria-expanded={takesBack}
            onClick={() => setTakesBack(!takesBack)}
          >
            {actionWords['take-back']}
          </Button>
        )}
      </Box>
      {mayTakeBack && takesBack && (
        <TakeBackPanel
          request={request}
          onCancel={() => {
            setTakesBack(false);
            takeBackRef.current?.focus();
          }}
        />
      )}
      {request.state === 'submitted' && !allowed.includes('approve') && (
        <Typography variant="body2">
          Somebody who may approve it, other than the requester, reviews it
          next.
        </Typography>
      )}
      {unknownGates(request).length > 0 && (
        <Typography variant="body2">
          This stage waits for what is not known: see its gates below.{' '}
          {allowed.includes('accept-unknown')
            ? 'You can accept that, and say why.'
            : 'Somebody who may approve the request, other than the requester, can accept that.'}
        </Typography>
      )}
      <div ref={answerRef} tabIndex={-1} role="status">
        {action.isSuccess && `${actionWords[action.variables.action]}: done.`}
      </div>
      {action.error && (
        <ErrorNotice
          title={`Could not do this: ${actionWords[
            action.variables.action
          ].toLowerCase()}`}
          error={action.error}
        />
      )}
      {questions.map(({ action: name, ...question }) => (
        <ReasonDialog
          key={name}
          {...question}
          open={asking === name}
          onCancel={() => setAsking(undefined)}
          onConfirm={reason => act(name, reason)}
        />
      ))}
    </Box>
  );
}
