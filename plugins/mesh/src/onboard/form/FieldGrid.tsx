import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const column = 220;
const gap = 16;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap,
    // Of one width, so that fields of all parts stand below each other. A phone has one column.
    '& > *': {
      width: column,
      maxWidth: '100%',
      [theme.breakpoints.down('xs')]: { width: '100%' },
    },
  },
}));

/** Fields side by side, in columns. */
export function FieldGrid(props: { children: ReactNode }) {
  return <div className={useStyles().root}>{props.children}</div>;
}

/** How wide a field over several columns is. */
export function columnsWide(columns: number): number {
  return columns * (column + gap) - gap;
}
