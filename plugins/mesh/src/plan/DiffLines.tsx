import { alpha, makeStyles } from '@material-ui/core/styles';
import { StructuredPatch } from 'diff';
import { visuallyHidden } from '../components/visuallyHidden';

const useStyles = makeStyles(theme => ({
  root: {
    margin: 0,
    padding: theme.spacing(1, 0),
    overflowX: 'auto',
    fontFamily: 'monospace',
    fontSize: theme.typography.body2.fontSize,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
  line: {
    display: 'block',
    whiteSpace: 'pre',
    padding: theme.spacing(0, 1),
    minWidth: 'max-content',
  },
  added: { backgroundColor: alpha(theme.palette.success.main, 0.15) },
  removed: { backgroundColor: alpha(theme.palette.error.main, 0.15) },
  hunk: { color: theme.palette.text.secondary },
}));

const kinds = {
  '+': { style: 'added', spoken: 'added: ' },
  '-': { style: 'removed', spoken: 'removed: ' },
} as const;

function kindOf(line: string) {
  const sign = line.charAt(0);
  return sign === '+' || sign === '-' ? kinds[sign] : undefined;
}

/** The hunks of one file. Signs, and words for screen readers, say what colours repeat. */
export function DiffLines(props: { patch: StructuredPatch; label: string }) {
  const classes = useStyles();
  return (
    // Long lines scroll, and what scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.root} tabIndex={0} aria-label={props.label}>
      {props.patch.hunks.map(hunk => [
        <code
          key={`hunk-${hunk.oldStart}-${hunk.newStart}`}
          className={`${classes.line} ${classes.hunk}`}
        >
          {`@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`}
        </code>,
        ...hunk.lines.map((line, index) => {
          const kind = kindOf(line);
          return (
            <code
              key={`${hunk.newStart}-${index}`}
              className={`${classes.line} ${kind ? classes[kind.style] : ''}`}
            >
              {kind && <span style={visuallyHidden}>{kind.spoken}</span>}
              {line}
            </code>
          );
        }),
      ])}
    </pre>
  );
}
