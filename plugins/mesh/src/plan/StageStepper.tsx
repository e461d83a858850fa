import { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { PlanStage } from '@onmesh/plugin-mesh-common';
import { StateText } from '../components/StateText';
import { Words } from '../words/Tone';

const useStyles = makeStyles(theme => ({
  root: { listStyle: 'none', margin: 0, padding: 0 },
  stage: {
    paddingLeft: theme.spacing(2),
    paddingBottom: theme.spacing(3),
    borderLeft: `2px solid ${theme.palette.divider}`,
    '&[aria-current="step"]': { borderLeftColor: theme.palette.primary.main },
  },
}));

const through: Words = { label: 'Through', tone: 'good' };
const atWork: Words = { label: 'At work', tone: 'running' };
const ahead: Words = { label: 'Ahead', tone: 'neutral' };

function progressOf(index: number, current: number): Words {
  if (index === current) {
    return atWork;
  }
  return index < current ? through : ahead;
}

/** The stages of a plan in their order, all open: a reviewer must see every one. */
export function StageStepper(props: {
  stages: PlanStage[];
  /** Index of the stage at work; the number of stages when all are through; absent for a plan that nobody works on. */
  current?: number;
  render: (stage: PlanStage, index: number) => ReactNode;
}) {
  const { stages, current, render } = props;
  const classes = useStyles();
  return (
    <ol className={classes.root}>
      {stages.map((stage, index) => (
        <li
          key={stage.id}
          className={classes.stage}
          aria-current={index === current ? 'step' : undefined}
        >
          <Typography variant="subtitle1" component="h3">
            {index + 1}. {stage.title}
          </Typography>
          {current !== undefined && (
            <StateText words={progressOf(index, current)} />
          )}
          {render(stage, index)}
        </li>
      ))}
    </ol>
  );
}
