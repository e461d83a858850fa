import { ReactNode } from 'react';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import SvgIcon from '@material-ui/core/SvgIcon';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
    // Where fields stand below each other, a line says where a row ends.
    [theme.breakpoints.down('xs')]: {
      paddingBottom: theme.spacing(2),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
  },
  fields: {
    minWidth: 0,
    [theme.breakpoints.down('xs')]: { flex: 1 },
  },
  remove: { marginTop: theme.spacing(1.5) },
}));

/** One row of a list, with the button that removes it. */
export function RowItem(props: {
  /** `caller 2` */
  name: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  const { name, onRemove, children } = props;
  const classes = useStyles();
  return (
    <div role="group" aria-label={name} className={classes.root}>
      <div className={classes.fields}>{children}</div>
      <IconButton
        size="small"
        aria-label={`Remove ${name}`}
        title="Remove"
        className={classes.remove}
        onClick={onRemove}
      >
        <SvgIcon fontSize="small">
          <path d="M19 6.4L17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z" />
        </SvgIcon>
      </IconButton>
    </div>
  );
}
