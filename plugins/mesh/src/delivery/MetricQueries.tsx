import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  // A query is one long word, which would push the other columns out of sight.
  query: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** What a metric asks its provider, for those who want to know. */
export function MetricQueries(props: { queries: readonly string[] }) {
  const classes = useStyles();
  return props.queries.length === 0 ? null : (
    <details>
      <summary>What it asks</summary>
      {props.queries.map(query => (
        <div key={query}>
          <code className={classes.query}>{query}</code>
        </div>
      ))}
    </details>
  );
}
