import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(2),
    marginBottom: theme.spacing(0.5),
    fontWeight: 'bold',
  },
}));

/** Titles a part within a section. */
export function Subheading(props: { children: string; level?: 'h4' | 'h5' }) {
  const classes = useStyles();
  return (
    <Typography
      variant="subtitle2"
      component={props.level ?? 'h4'}
      className={classes.root}
    >
      {props.children}
    </Typography>
  );
}
