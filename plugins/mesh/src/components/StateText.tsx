import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Words } from '../words/Tone';
import { ToneIcon } from './ToneIcon';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'inline-flex',
    // In a list, level with its number.
    verticalAlign: 'middle',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.palette.text.primary,
  },
}));

/** A state: its icon and its words, and what follows them. */
export function StateText(props: { words: Words; children?: ReactNode }) {
  const classes = useStyles();
  return (
    <span className={classes.root}>
      <ToneIcon tone={props.words.tone} />
      <span>
        {props.words.label}
        {props.children}
      </span>
    </span>
  );
}
