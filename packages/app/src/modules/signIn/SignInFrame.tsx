import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import type { ReactNode } from 'react';
import { MeshMark } from '../MeshMark';

const useStyles = makeStyles(theme => ({
  page: {
    minHeight: '100vh',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    padding: theme.spacing(2),
    backgroundColor: theme.palette.background.default,
  },
  card: {
    width: '100%',
    maxWidth: 520,
    padding: theme.spacing(4),
  },
  title: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(2),
  },
}));

/** The page around everything that is shown before anybody is signed in. */
export function SignInFrame(props: { children: ReactNode }) {
  const classes = useStyles();
  const title = useApi(configApiRef).getString('app.title');

  return (
    <main className={classes.page}>
      <Paper className={classes.card}>
        <Box className={classes.title}>
          <MeshMark size={36} />
          <Typography variant="h4" component="h1">
            {title}
          </Typography>
        </Box>
        {props.children}
      </Paper>
    </main>
  );
}
