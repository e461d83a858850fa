import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { SignInFrame } from './SignInFrame';

type SignInFailedProps = {
  error?: Error;
  onChooseAgain: () => void;
};

export function SignInFailed(props: SignInFailedProps) {
  return (
    <SignInFrame>
      <Typography role="alert" color="error" paragraph>
        Signing in failed:{' '}
        {props.error?.message ?? 'the backend did not answer'}
      </Typography>
      <Typography paragraph>
        Right after the start the catalog may not know the demo users yet: wait
        a few seconds and try again. Otherwise see the log of the backend.
      </Typography>
      <Button variant="contained" color="primary" onClick={props.onChooseAgain}>
        Back to the choice
      </Button>
    </SignInFrame>
  );
}
