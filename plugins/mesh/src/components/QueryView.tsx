import { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import CircularProgress from '@material-ui/core/CircularProgress';
import Typography from '@material-ui/core/Typography';
import { UseQueryResult } from '@tanstack/react-query';
import { ErrorNotice } from './ErrorNotice';

/**
 * Shows an answer of the backend, or that it is on its way, or why there is none.
 * An answer that could not be renewed stays on the screen, under the reason.
 */
export function QueryView<T>(props: {
  query: UseQueryResult<T, Error>;
  /** What is read, for the messages: `the mesh status of payments`. */
  what: string;
  children: (data: T) => ReactNode;
}) {
  const { query, what, children } = props;
  return (
    <>
      {query.error && (
        <ErrorNotice
          title={`Could not read ${what}`}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data !== undefined && children(query.data)}
      {query.data === undefined && !query.error && (
        <Box display="flex" alignItems="center" gridGap={12} role="status">
          <CircularProgress size={20} aria-hidden="true" />
          <Typography>Reading {what}…</Typography>
        </Box>
      )}
    </>
  );
}
