import { ReactNode, useId } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FoldIcon } from './FoldIcon';
import { readableError } from './readableError';
import { useFold } from './useFold';

const useStyles = makeStyles(theme => ({
  button: {
    // Its text stands below that of the fields.
    marginLeft: theme.spacing(-0.75),
    textTransform: 'none',
    textAlign: 'left',
  },
  wrong: { color: readableError(theme) },
}));

/** Fields that are seldom needed: a button says what is set in them, and unfolds them. */
export function Disclosure(props: {
  /** What is set inside, in words. */
  summary: string;
  /** Stands beside the button. */
  note?: ReactNode;
  /** Of the fields inside, in the profile. */
  paths: string[];
  children: ReactNode;
}) {
  const { summary, note, paths, children } = props;
  const classes = useStyles();
  const id = useId();
  const { open, isWrong, toggle } = useFold(paths);
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        gridColumnGap={12}
      >
        <Button
          size="small"
          aria-expanded={open}
          aria-controls={id}
          className={`${classes.button} ${isWrong ? classes.wrong : ''}`}
          endIcon={<FoldIcon open={open} />}
          onClick={toggle}
        >
          {isWrong ? 'Must be corrected' : summary}
        </Button>
        <Typography variant="caption" color="textSecondary">
          {note}
        </Typography>
      </Box>
      {open && (
        <Box id={id} mt={1} mb={1}>
          {children}
        </Box>
      )}
    </>
  );
}
