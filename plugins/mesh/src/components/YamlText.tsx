import { CopyTextButton } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  text: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    fontFamily: 'monospace',
    whiteSpace: 'pre-wrap',
    // A query is longer than a phone is wide.
    overflowWrap: 'anywhere',
  },
}));

/** YAML to read and to copy. */
export function YamlText(props: { text: string }) {
  const { text } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <pre className={classes.text}>{text}</pre>
      <CopyTextButton
        text={text}
        tooltipText="Copied"
        aria-label="Copy the YAML"
      />
    </div>
  );
}
