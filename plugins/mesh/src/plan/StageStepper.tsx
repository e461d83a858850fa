import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PlanStage } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { Words } from '../words/Tone';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  title: { fontWeight: 'bold' },
  stage: {
    paddingLeft: theme.spacing(2),
    paddingBottom: theme.spacing(3),
    borderLeft: `2px solid ${theme.palette.divider}`,
    '&[aria-current="step"]': { borderLeftColor: theme.palette.primary.main },
  },
}));

/** How far a plan is. */
export interface Progress {
  /** Index of the stage at work; -1 before the first, the number of stages when all are through. */
  current: number;
  /** How the stage at work is doing. */
  words: Words;
}

const through: Words = { label: 'Through', tone: 'good' };
const ahead: Words = { label: 'Ahead', tone: 'neutral' };

function progressOf(index: number, at: Progress): Words {
  const { current, words } = at;
  if (index === current) {
    return words;
  }
  return index < current ? through : ahead;
}

/** The stages of a plan in their order, all open: a reviewer must see every one. */
export function StageStepper(props: {
  stages: PlanStage[];
  /** Absent for a plan that nobody works on. */
  progress?: Progress;
  render: (stage: PlanStage, index: number) => ReactNode;
}) {
  const { stages, progress, render } = props;
  const classes = useStyles();
  return (
    <ol className={classes.root}>
      {stages.map((stage, index) => (
        <li
          // A plan can deliver, or leave, in two stages of the same id.
          key={`${index}-${stage.id}`}
          className={classes.stage}
          aria-current={index === progress?.current ? 'step' : undefined}
        >
          <Typography
            variant="subtitle1"
            component="h3"
            className={classes.title}
          >
            {index + 1}. {stage.title}
          </Typography>
          {progress && <StateText words={progressOf(index, progress)} />}
          {render(stage, index)}
        </li>
      ))}
    </ol>
  );
}
