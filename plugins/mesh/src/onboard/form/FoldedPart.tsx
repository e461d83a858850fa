import { ReactNode, useId } from 'react';
import Accordion from '@material-ui/core/Accordion';
import AccordionDetails from '@material-ui/core/AccordionDetails';
import { makeStyles } from '@material-ui/core/styles';
import { Complaint } from './Complaint';
import { showFocusedInvalid } from './focusFirstInvalid';
import { FoldedPartSummary } from './FoldedPartSummary';
import { useFold } from './useFold';

const useStyles = makeStyles(theme => ({
  details: {
    ...theme.typography.body2,
    display: 'block',
    paddingTop: 0,
  },
}));

/** A part of the form that most services can do without: folded up, its title line says what is set inside. */
export function FoldedPart(props: {
  title: string;
  /** What is set inside, in words. */
  summary: string;
  /** Of the part in the profile, where it is one of it. */
  path?: string;
  children: ReactNode;
}) {
  const { title, summary, path, children } = props;
  const classes = useStyles();
  const id = useId();
  const { open, isWrong, toggle } = useFold(path ? [path] : []);
  return (
    <Accordion
      expanded={open}
      onChange={toggle}
      TransitionProps={{ unmountOnExit: true, onEntered: showFocusedInvalid }}
    >
      <FoldedPartSummary
        id={id}
        aria-controls={`${id}-content`}
        title={title}
        summary={isWrong ? 'must be corrected' : summary}
        isWrong={isWrong}
      />
      <AccordionDetails className={classes.details}>
        {path && <Complaint path={path} />}
        {children}
      </AccordionDetails>
    </Accordion>
  );
}
