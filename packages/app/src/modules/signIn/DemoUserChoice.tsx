import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { demoUsers, type DemoUser } from './demoUsers';
import { SignInFrame } from './SignInFrame';

const useStyles = makeStyles(theme => ({
  button: {
    minHeight: 64,
    fontSize: theme.typography.pxToRem(18),
    textTransform: 'none',
  },
}));

type DemoUserChoiceProps = {
  onChoose: (user: DemoUser) => void;
};

export function DemoUserChoice(props: DemoUserChoiceProps) {
  const classes = useStyles();

  return (
    <SignInFrame>
      <Typography paragraph>
        Who are you today? There is no password. Open a second tab to be both.
      </Typography>
      {demoUsers.map(user => (
        <Box key={user.provider} mt={3}>
          <Button
            variant="contained"
            color="primary"
            size="large"
            fullWidth
            className={classes.button}
            aria-describedby={`${user.provider}-description`}
            onClick={() => props.onChoose(user)}
          >
            {user.label}
          </Button>
          <Box mt={1}>
            <Typography
              id={`${user.provider}-description`}
              variant="body2"
              color="textSecondary"
            >
              {user.description}
            </Typography>
          </Box>
        </Box>
      ))}
    </SignInFrame>
  );
}
