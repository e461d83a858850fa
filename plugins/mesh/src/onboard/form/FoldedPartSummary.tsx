import AccordionSummary from '@material-ui/core/AccordionSummary';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { FoldIcon } from './FoldIcon';
import { readableError } from './readableError';

const useStyles = makeStyles(theme => ({
  heading: { margin: 0 },
  content: {
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2),
    minWidth: 0,
  },
  title: { flex: '0 0 auto', width: 150, fontWeight: 'bold' },
  summary: { flex: '1 1 200px', overflowWrap: 'anywhere' },
  wrong: { color: readableError(theme) },
}));

/** The line that folds and unfolds a part: a heading with a button. */
export function FoldedPartSummary(props: {
  /** Of the title, by which the accordion names what it holds. */
  id: string;
  'aria-controls': string;
  title: string;
  summary: string;
  isWrong: boolean;
}) {
  const { id, title, summary, isWrong } = props;
  const classes = useStyles();
  return (
    <h4 className={classes.heading}>
      <AccordionSummary
        aria-controls={props['aria-controls']}
        expandIcon={<FoldIcon />}
        classes={{ content: classes.content }}
      >
        <Typography id={id} component="span" className={classes.title}>
          {title}
        </Typography>{' '}
        <Typography
          component="span"
          variant="body2"
          color="textSecondary"
          className={`${classes.summary} ${isWrong ? classes.wrong : ''}`}
        >
          {summary}
        </Typography>
      </AccordionSummary>
    </h4>
  );
}
