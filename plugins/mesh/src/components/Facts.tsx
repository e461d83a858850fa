import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
  },
  term: { color: theme.palette.text.secondary },
  // Paths of fields are longer than a phone is wide.
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

/** Names and values, one a line. An undefined value is said to be unknown, never left out. */
export function Facts(props: { items: [name: string, value: ReactNode][] }) {
  const classes = useStyles();
  return (
    <dl className={classes.root}>
      {props.items.map(([name, value]) => [
        <dt key={`${name}-name`} className={classes.term}>
          {name}
        </dt>,
        <dd key={`${name}-value`} className={classes.value}>
          {value ?? 'Unknown'}
        </dd>,
      ])}
    </dl>
  );
}
