import { ReactNode, useState } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { useOverflows } from './useOverflows';
import { visuallyHidden } from './visuallyHidden';

/** One column of a table, as data. */
export interface Column<T> {
  title: string;
  render: (row: T) => ReactNode;
}

const useStyles = makeStyles(theme => ({
  // The portal's theme lets words break anywhere, which narrow columns make unreadable.
  root: {
    '& th, & td': {
      padding: theme.spacing(0.75, 1),
      wordBreak: 'normal',
      overflowWrap: 'break-word',
    },
    // A query or a condition is one long word, and would make its column as wide as itself.
    '& code': { overflowWrap: 'anywhere' },
  },
}));

/** A table that screen readers can walk: a caption, column headers, and the first cell heads its row. */
export function DataTable<T>(props: {
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowKey: (row: T, index: number) => string;
  /** Said instead of the table when there are no rows. */
  empty: string;
}) {
  const { caption, columns, rows, rowKey, empty } = props;
  const classes = useStyles();
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const overflows = useOverflows(box);
  if (rows.length === 0) {
    return <Typography color="textSecondary">{empty}</Typography>;
  }
  return (
    <TableContainer
      ref={setBox}
      className={classes.root}
      {...(overflows && { tabIndex: 0, role: 'group', 'aria-label': caption })}
    >
      <Table size="small">
        <caption style={visuallyHidden}>{caption}</caption>
        <TableHead>
          <TableRow>
            {columns.map(column => (
              <TableCell key={column.title} scope="col">
                {column.title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <TableRow key={rowKey(row, index)}>
              {columns.map((column, position) =>
                position === 0 ? (
                  // Material UI would call a `th` in a body a plain cell.
                  <TableCell
                    key={column.title}
                    component="th"
                    scope="row"
                    role="rowheader"
                  >
                    {column.render(row)}
                  </TableCell>
                ) : (
                  <TableCell key={column.title}>{column.render(row)}</TableCell>
                ),
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
