import { ReactNode, useId } from 'react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  title: { marginBottom: theme.spacing(1) },
}));

/**
 * A titled part of a screen. `level` keeps the headings of the page in order. Only parts of the first level are landmarks:
 * those below repeat, once a target, and landmarks with the same name do not help.
 */
export function Section(props: {
  title: string;
  level: 'h2' | 'h3';
  children: ReactNode;
}) {
  const { title, level, children } = props;
  const classes = useStyles();
  const id = useId();
  return (
    <Paper
      component="section"
      role={level === 'h2' ? 'region' : 'group'}
      className={classes.root}
      aria-labelledby={id}
    >
      <Typography
        id={id}
        className={classes.title}
        variant={level === 'h2' ? 'h5' : 'h6'}
        component={level}
      >
        {title}
      </Typography>
      {children}
    </Paper>
  );
}
